import Foundation

/// The files of a spool, held against the published schema by python3 with jsonschema, where there is one.
enum SpoolSchema {
    /// Closes what the schema leaves open for later programs: this one writes nothing that it does not name.
    private static let program = """
        import json, pathlib, sys, jsonschema

        def close(node):
            if isinstance(node, dict):
                if node.get("additionalProperties") is True:
                    node["additionalProperties"] = False
                for member in node.values():
                    close(member)
            elif isinstance(node, list):
                for element in node:
                    close(element)

        schema = json.load(open(sys.argv[1]))
        close(schema)
        validator = jsonschema.Draft202012Validator(schema)
        files = sorted(pathlib.Path(sys.argv[2]).glob("*/*.json"))
        for path in files:
            for error in validator.iter_errors(json.loads(path.read_text("utf-8"))):
                print(path.name, "/".join(map(str, error.absolute_path)), error.message[:200])
        print(len(files), "files")
        """

    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/NewsModel/NewsModel.docc/article-1.schema.json").path

    /// What is wrong with the articles of a spool, then how many there are; nil, with a word, where nobody can say.
    static func verdict(on spool: String) throws -> [String]? {
        for interpreter in [["/usr/bin/env", "python3"], ["/usr/bin/python3"]] {
            guard let found = try run(interpreter + ["-c", "import jsonschema"]), found.status == 0 else { continue }
            guard let result = try run(interpreter + ["-c", program, file, spool]) else { continue }
            guard result.status == 0 else { throw Program.Failure(description: "the validator ended with \(result.status)") }
            return result.output.split(separator: "\n").map(String.init)
        }
        print("the spooled files were not validated: python3 with jsonschema is not installed")
        return nil
    }

    private static func run(_ words: [String]) throws -> (status: Int32, output: String)? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        return (process.endStatus(waiting: true) ?? -1, String(decoding: bytes, as: UTF8.self))
    }
}
