import Glibc
import Testing

@testable import PageReading

@Suite struct BlockModelTests {
    private func row(_ first: Float, _ second: Float) -> [Float] {
        [first, second] + Array(repeating: 0, count: BlockFeatures.width - 2)
    }

    @Test func `trees are read in Polish notation, and their leaves are summed`() {
        let model = BlockModel("0:10 -4 1:2.5 -1 2 ; 1:7\n 0 2")
        let found = model.probabilities(row(10, 9) + row(11, 2.5) + row(11, 8))
        let expected: [Float] = [-2, -1, 4]
        #expect(found.count == 3)
        for (found, sum) in zip(found, expected) { #expect(abs(found - 1 / (1 + exp(-sum))) < 1e-6) }
    }

    @Test(arguments: ["", ";;", "0:", "0:1", "999:1 2 3", "-1:1 2 3", "a:b c d", "0:1 0:1 0:1", "nan", "1e999"])
    func `trees that cannot be read say nothing for or against`(_ text: String) {
        #expect(BlockModel(text).probabilities(row(0, 0)) == [0.5])
    }

    @Test func `the trees that were learned can be read, each to its end`() {
        let trees = BlockModel.trees.split(separator: ";").map { $0.split(whereSeparator: \.isWhitespace) }
        #expect(trees.count >= 100)
        for tree in trees {
            // A split asks for two more, a leaf for none.
            var wanted = 1
            for token in tree {
                #expect(wanted > 0)
                let parts = token.split(separator: ":")
                if parts.count == 2 {
                    #expect(Int(parts[0]).map { (0..<BlockFeatures.width).contains($0) } == true && Float(parts[1]) != nil)
                    wanted += 1
                } else {
                    #expect(Float(token) != nil)
                    wanted -= 1
                }
            }
            #expect(wanted == 0)
        }
    }

    @Test func `what is known of a block does not depend on how many stand before it`() throws {
        let text = (0..<400).map { "<p>\(Pages.sentence) It is number \($0).</p>" }.joined()
        let sheet = try PageReader.blockSheet(Array("<h1>The bridge stays</h1><article>\(text)</article>".utf8), url: nil)
        let rows = sheet.rows.filter { $0.text.hasPrefix(Pages.sentence) }
        #expect(rows.count == 400)
        func column(_ name: String) throws -> [Float] {
            let column = try #require(sheet.names.firstIndex(of: name))
            return rows.map { $0.features[$0.features.startIndex + column] }
        }
        let before = try column("textBefore")
        #expect(zip(before, before.dropFirst()).allSatisfy { $0 < $1 })
        #expect(try column("sinceText").dropFirst().allSatisfy { $0 == 0 })
        #expect(try column("untilText").dropLast().allSatisfy { $0 == 0 })
        #expect(try column("likeCount").allSatisfy { $0 == 100 })
    }
}
