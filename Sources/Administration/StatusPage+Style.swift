import Foundation
import NewsModel

extension StatusPage {
    /// The page allows its own style and script, by their hashes, its own form, and asking for itself again; nothing else.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'sha256-\(hash(style))'; script-src 'sha256-\(hash(script))'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    private static func hash(_ text: String) -> String { Data(ContentHash(hashing: Array(text.utf8)).bytes).base64EncodedString() }

    static let style = """
        :root{color-scheme:light dark;--line:#8885;--bad:#b3261e;--good:#1b6e3c;--bar:#4a7bc8}\
        @media(prefers-color-scheme:dark){:root{--bad:#ff8a80;--good:#7fd6a0;--bar:#7ba7ee}}\
        body{font:15px/1.5 system-ui,sans-serif;max-width:76rem;margin:0 auto;padding:1rem}\
        h1{font-size:1.25rem;margin:.2rem 0}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}\
        header p{margin:.2rem 0}nav a{margin-inline-end:1rem}a{color:inherit}a:focus-visible,.scroll:focus-visible,input:focus-visible,\
        select:focus-visible,button:focus-visible{outline:2px solid var(--bar);outline-offset:2px}\
        .state{border-inline-start:.4rem solid var(--good);padding:.3rem .8rem;margin:1rem 0}.state.bad{border-color:var(--bad)}\
        .state ul{margin:.2rem 0;padding-inline-start:1.2rem}.bad strong,strong.bad{color:var(--bad)}strong.good{color:var(--good)}\
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}\
        th,td{text-align:start;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line)}\
        time,code,.nowrap{white-space:nowrap}.text{unicode-bidi:isolate;overflow-wrap:anywhere}\
        dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.6rem 1rem}dt{opacity:.75}\
        dd{margin:0;font-size:1.15rem;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}\
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:1rem}figure{margin:0}\
        svg{display:block;width:100%;height:3rem;border-bottom:1px solid var(--line)}.bar{fill:var(--bar)}.mark{fill:var(--bad)}.hit{fill:transparent}\
        form{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;margin:.6rem 0}label{display:grid;font-size:.9rem}\
        input,select,button{font:inherit;padding:.25rem .5rem}
        """

    /// Asks for the page again every quarter of a minute and puts its main part in place, unless somebody types or marks something.
    static let script = """
        setInterval(async()=>{const a=document.activeElement,s=getSelection();\
        if(document.hidden||a&&/INPUT|SELECT/.test(a.tagName)||s&&!s.isCollapsed)return;\
        try{const r=await fetch(location.href,{cache:"no-store"});if(!r.ok)throw 0;\
        const d=new DOMParser().parseFromString(await r.text(),"text/html");\
        const y=scrollY;document.querySelector("main").replaceWith(d.querySelector("main"));scrollTo(0,y);document.title=d.title}\
        catch{document.title="no answer – wirespool"}},15000)
        """
}
