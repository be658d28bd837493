import Foundation
import NewsModel

extension StatusPage {
    /// The page allows its own style and script, by their hashes, its own form, and asking for itself again; nothing else.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'sha256-\(hash(style))'; script-src 'sha256-\(hash(script))'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    private static func hash(_ text: String) -> String { Data(ContentHash(hashing: Array(text.utf8)).bytes).base64EncodedString() }

    static let style = """
        :root{color-scheme:light dark;--paper:#f4f6f8;--card:#ffffff;--ink:#1b2129;--soft:#56606c;--line:#d5dbe1;--bad:#b3261e;--good:#1a6b39;\
        --link:#1f57a8;--bar:#4a7bc8;--rest:#8a94a0}\
        @media(prefers-color-scheme:dark){:root{--paper:#0f1318;--card:#181d24;--ink:#e7eaee;--soft:#a3adb9;--line:#303843;--bad:#ff8a80;\
        --good:#7fd6a0;--link:#93bcf7;--bar:#6c9ae0;--rest:#6b7582}}\
        *{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;max-width:78rem;margin:0 auto;padding:1rem;background:var(--paper);color:var(--ink)}\
        header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 1rem;padding:0 .2rem}\
        h1{font-size:1.3rem;margin:0}h1 a{color:inherit;text-decoration:none}small{font-weight:400;color:var(--soft)}header p,footer{color:var(--soft);margin:0}\
        h2{font-size:1.05rem;margin:0 0 .5rem}p{margin:.3rem 0}a{color:var(--link);text-underline-offset:.15em}\
        a:focus-visible,.scroll:focus-visible,input:focus-visible,select:focus-visible,button:focus-visible{outline:2px solid var(--link);outline-offset:2px}\
        .card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.9rem 1.1rem;margin:.9rem 0}\
        .state{border-inline-start:.4rem solid var(--good)}.state.bad{border-inline-start-color:var(--bad)}.state ul{margin:.2rem 0;padding-inline-start:1.2rem}\
        .bad strong,strong.bad{color:var(--bad)}strong.good{color:var(--good)}\
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(15.5rem,1fr));gap:.9rem;margin:.9rem 0}.tiles .card{margin:0}\
        .tiles h2{font-size:.95rem;font-weight:600;color:var(--soft);margin:0}.value{font-size:1.9rem;line-height:1.2;margin:0;font-variant-numeric:tabular-nums}\
        .parts{display:flex;flex-wrap:wrap;gap:0 .9rem;margin:0 0 .6rem}figure{margin:0}figcaption{display:flex;justify-content:space-between;gap:.5rem;font-size:.8rem;color:var(--soft)}\
        svg{display:block;width:100%;height:2.6rem;border-bottom:1px solid var(--line)}svg.share{height:.7rem;border:0;border-radius:.2rem;margin-top:1rem}\
        .bar{fill:var(--bar)}.mark,.bad-share{fill:var(--bad)}.good-share{fill:var(--good)}.rest-share{fill:var(--rest)}.hit{fill:var(--line);fill-opacity:.25}\
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}\
        th,td{text-align:start;vertical-align:top;padding:.4rem 1rem .4rem 0;border-bottom:1px solid var(--line)}th{font-size:.85rem;font-weight:600;color:var(--soft)}\
        tr:last-child td{border-bottom:0}tbody tr:hover{background:var(--paper)}\
        time,.nowrap,td code{white-space:nowrap}.text{unicode-bidi:isolate;overflow-wrap:anywhere}code{font-size:.92em;overflow-wrap:anywhere}\
        [class^=mark-]::before{content:"";display:inline-block;width:.6rem;height:.6rem;border-radius:50%;margin-inline-end:.45rem;background:var(--rest)}\
        .mark-good::before{background:var(--good)}.mark-bad::before{background:var(--bad);border-radius:0}.name{font-size:1.35rem}\
        dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr));gap:.7rem 1rem;margin:.8rem 0 0}dt{font-size:.85rem;color:var(--soft)}\
        dd{margin:0;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}\
        form{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;margin:0 0 .6rem}label{display:grid;font-size:.85rem;color:var(--soft)}\
        input,select,button{font:inherit;font-size:.95rem;color:var(--ink);background:var(--card);border:1px solid var(--rest);border-radius:.3rem;height:2.2rem;padding:0 .6rem}\
        button{cursor:pointer;padding:0 1rem}footer{padding:.3rem .2rem;font-size:.9rem}footer a{margin-inline-start:.7rem}\
        @media(max-width:40rem){body{padding:.7rem}.card{padding:.8rem .9rem}.extra{display:none}.tiles{grid-template-columns:1fr 1fr;gap:.6rem}.tiles .card{padding:.6rem .8rem}.value{font-size:1.5rem}figcaption span:not(:nth-child(2)){display:none}label,input,select{width:100%}\
        label{flex:1 1 9rem}footer a{display:inline-block;padding:.3rem 0}}
        """

    /// Asks for the page again every quarter of a minute and puts its parts in place, unless somebody types or marks something. What has the
    /// focus keeps it, a table that was moved stays where it is, and a daemon that does not answer is told.
    static let script = """
        setInterval(async()=>{const a=document.activeElement,s=getSelection();\
        if(document.hidden||a&&/INPUT|SELECT/.test(a.tagName)||s&&!s.isCollapsed)return;\
        const all=q=>[...document.querySelectorAll(q)],name=e=>e.tagName+(e.getAttribute("href")||e.getAttribute("aria-label")||"");\
        let d;try{const r=await fetch(location.href,{cache:"no-store"});if(!r.ok)throw 0;\
        d=new DOMParser().parseFromString(await r.text(),"text/html")}catch{}\
        document.querySelector("#stale").hidden=!!d;if(!d){document.title="no answer – wirespool";return}\
        const y=scrollY,x=all(".scroll").map(e=>e.scrollLeft),f=a&&a.closest("main")?name(a):"";\
        for(const q of["header","main"])document.querySelector(q).replaceWith(d.querySelector(q));\
        all(".scroll").forEach((e,i)=>e.scrollLeft=x[i]||0);const e=f&&all("main a,main [tabindex],main button").find(e=>name(e)==f);\
        if(e)e.focus({preventScroll:true});scrollTo(0,y);document.title=d.title},15000)
        """
}
