/// What the English newspapers of the demo tell. Places and persons are invented.
enum DemoEnglishStories {
    static let courier: [DemoStory] = [
        DemoStory(
            headline: "Night ferry between Almery and Vessin resumes after eleven years", author: "Nora Fenwick", city: "Port Almery",
            topics: ["transport", "ferries"],
            paragraphs: [
                "The night ferry between Port Almery and Vessin sailed again on its old timetable, eleven years after the line was given up for want of passengers.",
                "The rebuilt ship carries 420 people and 60 cars and takes six hours for the crossing. Half of its cabins were sold before the first sailing, the line said.",
                "\"People want to wake up somewhere else,\" said harbour master Ivo Lindqvar. \"The old boat never gave them a bed worth the name.\"",
                "Sailings are three times a week until the spring, and daily from then on if the bookings hold.",
            ]),
        DemoStory(
            headline: "Council votes to keep the covered market open through the repairs", author: "Tomas Arrel", city: "Port Almery",
            topics: ["council", "market"],
            paragraphs: [
                "The town council voted 14 to 9 to keep the covered market open while its iron roof is repaired, and to move the stalls from bay to bay as the work proceeds.",
                "Closing the hall would have shortened the work from twenty months to twelve. Stallholders had told the council that few of them would come back after a year away.",
                "The repair is to begin at the fish bays, where rain has been coming through since the storm of last winter.",
            ]),
        DemoStory(
            headline: "Harbour seals counted at a record 2,140", author: "Nora Fenwick", city: "Karlow Sound", topics: ["nature", "sea"],
            paragraphs: [
                "Volunteers counted 2,140 harbour seals on the sandbanks of Karlow Sound, the most since counting began and a fifth more than a year ago.",
                "The count is made from four boats within one hour at low tide, so that no animal is seen twice.",
                "Biologist Henrike Moll put the rise down to cleaner water and to the closed season for gill nets, and warned that the banks leave little room for many more.",
            ]),
        DemoStory(
            headline: "Vessin museum returns ship's bell to the island it was taken from", author: "Edda Quill", city: "Vessin",
            topics: ["museums", "history"],
            paragraphs: [
                "The maritime museum of Vessin has returned a bronze ship's bell to the island of Sorrel, from whose chapel it was taken more than a century ago.",
                "A letter found in the museum's own cellar showed that the bell had been lent for an exhibition and was never sent back.",
                "Islanders rang it for the first time from the deck of the boat that brought it home. The museum keeps a cast, with the letter beside it.",
            ]),
        DemoStory(
            headline: "Tram line 4 to run every six minutes from Monday", author: "Tomas Arrel", city: "Port Almery",
            topics: ["transport", "trams"],
            paragraphs: [
                "Line 4 of the Almery tramway will run every six minutes instead of every ten, now that all nine new cars have passed their trials.",
                "The change applies between seven in the morning and eight in the evening. At night the interval stays at twenty minutes.",
                "The operator expects the line to carry 31,000 passengers a day by the summer, about as many as it did before the bridge was closed.",
            ]),
        DemoStory(
            headline: "School kitchen wins regional prize for its bread", author: "Edda Quill", city: "Low Harrow",
            topics: ["schools", "food"],
            paragraphs: [
                "The kitchen of Low Harrow's primary school has won the regional prize for bread, ahead of eleven bakeries that do nothing else.",
                "The loaf is baked by the pupils of the fifth year from wheat that is grown on the other side of the playing field and milled in the village.",
                "\"The judges asked for the recipe twice,\" said cook Maren Oste. \"There is no secret. We let it stand overnight because nobody is here to hurry it.\"",
            ]),
        DemoStory(
            headline: "Storm damage to the north pier put at 3.4 million", author: "Nora Fenwick", city: "Port Almery",
            topics: ["harbour", "weather"],
            paragraphs: [
                "Engineers have put the damage that the autumn storm did to the north pier at 3.4 million, twice the first estimate, after divers looked at the piles.",
                "Forty-one of the 260 piles are cracked below the waterline. The outer third of the pier stays closed to visitors until they are sleeved in steel.",
                "The harbour office hopes to begin before the ice, and to have the light at the pier's head working again within a fortnight.",
            ]),
        DemoStory(
            headline: "Chess club finds its founder's missing notebooks in a piano", author: "Edda Quill", city: "Vessin",
            topics: ["chess", "history"],
            paragraphs: [
                "A piano tuner has found the lost notebooks of the founder of the Vessin chess club, wrapped in oilcloth beneath the soundboard of the club's own piano.",
                "The six books hold some nine hundred games, many of them against visiting sailors, and a correspondence game that went on for eleven years.",
                "The club will publish them page by page. One game breaks off with the remark that supper was getting cold.",
            ]),
        DemoStory(
            headline: "Almery library lends tools, tents and a telescope", author: "Tomas Arrel", city: "Port Almery",
            topics: ["libraries"],
            paragraphs: [
                "The town library now lends things as well as books: drills, tents, sewing machines, a projector and a telescope that is booked until March.",
                "Borrowers need nothing but their library card. In the first month 312 objects went out and 309 came back, two of them repaired on the way.",
                "The list is to grow by what readers ask for most. At present that is a cider press.",
            ]),
        DemoStory(
            headline: "Wind farm off Karlow Sound delivers its first power", author: "Nora Fenwick", city: "Karlow Sound",
            topics: ["energy", "sea"],
            paragraphs: [
                "The first six of forty turbines off Karlow Sound delivered power to the grid this week, four months later than planned.",
                "A cable that had been laid across an old anchorage had to be moved when a dredger found iron on the bottom.",
                "When all the turbines turn, the farm is to supply as much power as the three towns on the sound use in an average hour.",
            ]),
        DemoStory(
            headline: "Low Harrow votes against a bypass for the third time", author: "Edda Quill", city: "Low Harrow",
            topics: ["council", "roads"],
            paragraphs: [
                "The people of Low Harrow have voted against a bypass for the third time in twenty years, by 611 votes to 540.",
                "Opponents had argued that the road would cut the village from its wood; supporters that lorries already cut it in two.",
                "The council will now plant trees along the main street and lower the limit to thirty, which both sides had asked for.",
            ]),
        DemoStory(
            headline: "Orchestra plays in the dry dock, and the dock plays back", author: "Tomas Arrel", city: "Port Almery",
            topics: ["music", "harbour"],
            paragraphs: [
                "The Almery Sinfonia played in the empty dry dock before an audience of 1,800, who sat on its steps and were asked to bring cushions.",
                "The echo of the dock lasts four seconds. Composer Ines Varga had measured it and wrote the silence between the chords to fit.",
                "A second concert is planned for the spring tide, when the pumps can be heard, and have been given a part.",
            ]),
    ]

    static let fieldNotes: [DemoStory] = [
        DemoStory(
            headline: "A moss that stores light for an hour", author: "Oda Brandt", city: "Hollen", topics: ["botany"],
            paragraphs: [
                "A moss from the shaded side of the Hollen gorge goes on making sugar for almost an hour after dark, a team from the botanical station reports.",
                "The plant stores what it needs in a pigment that was known from algae alone. The team grew it under lamps that were switched off at random, and measured the gas it gave off.",
                "What use the moss makes of that hour is open. In the gorge the sun comes and goes behind the rock forty times a day.",
            ]),
        DemoStory(
            headline: "Old tide tables turn out to hold a century of storms", author: "Peer Anstad", city: "Karlow",
            topics: ["climate", "sea"],
            paragraphs: [
                "Pencil marks in the margins of harbour tide tables have given researchers a record of storm surges that goes back 112 years.",
                "The harbour masters noted by how much the water stood above the printed height, and at what hour. Some 40,000 such notes were read by volunteers.",
                "The largest surge is not the famous one of the flood year but one that came at low tide, two years earlier, and did no harm.",
            ]),
        DemoStory(
            headline: "Bees count landmarks, but only up to four", author: "Oda Brandt", city: "Hollen", topics: ["biology"],
            paragraphs: [
                "Bees on their way to food count the landmarks they pass, and lose count after the fourth, an experiment with striped tents suggests.",
                "When the tents were moved together, the bees searched after the same number of tents and not after the same distance.",
                "With five tents or more they searched anywhere. The team now wants to know whether the bees can be taught a fifth.",
            ]),
        DemoStory(
            headline: "Glass from a kiln fire helps to date a village", author: "Peer Anstad", city: "Low Harrow", topics: ["archaeology"],
            paragraphs: [
                "Drops of glass found under a field near Low Harrow show that a village stood there two hundred years earlier than any paper says.",
                "The glass formed when a pottery kiln burned down with its roof. Its magnetism keeps the direction of north at that hour, which has wandered since.",
                "The method gives the date within thirty years. The first document that names the village is a complaint about smoke.",
            ]),
        DemoStory(
            headline: "A quieter propeller, learned from an owl", author: "Oda Brandt", city: "Vessin", topics: ["engineering"],
            paragraphs: [
                "A ship's propeller with a comb along its edge makes half the noise of a smooth one, trials in the Vessin tank have shown.",
                "The comb is copied from an owl's feather and breaks large eddies into small ones. It costs one part in a hundred of the thrust.",
                "A research boat is to carry the propeller next season, among seals that have been known to leave when boats arrive.",
            ]),
        DemoStory(
            headline: "Why the Hollen springs run warm in winter", author: "Peer Anstad", city: "Hollen", topics: ["geology"],
            paragraphs: [
                "The springs of Hollen run two degrees warmer in winter than in summer because their water takes half a year to come down the mountain.",
                "Geologists dyed the snowmelt and waited. The colour arrived after 171 days, carried through a layer of gravel that nobody had mapped.",
                "The finding moves the protected area of the springs by three kilometres, to a slope that is now a car park.",
            ]),
    ]

    static let mirror: [DemoStory] = [
        DemoStory(
            headline: "Seven new postboxes for the islands", author: "Island Mirror", city: "Sorrel", topics: ["post"],
            paragraphs: [
                "The post office has put up seven new boxes on the outer islands, each painted by the school nearest to it.",
                "They are emptied whenever the mail boat calls, which the timetable beside them describes as Tuesdays, weather permitting. Letters posted on a Wednesday are known to take longer than those posted a week later.",
            ]),
        DemoStory(
            headline: "Sorrel's baker to retire, and is looking for somebody who sings", author: "Island Mirror", city: "Sorrel",
            topics: ["islands"],
            paragraphs: [
                "The only baker on Sorrel will retire in the autumn after thirty-eight years and hopes to hand the oven to somebody who sings.",
                "The island's choir has rehearsed in the bakery since its hall lost its roof, because it is the one room that is always warm. Applications are taken at the counter before ten.",
            ]),
    ]

    static let tideDesk: [DemoStory] = [
        DemoStory(
            headline: "High water expected at 1.9 metres tonight", author: "Tide Desk", city: "Port Almery", topics: ["tides"],
            paragraphs: [
                "The evening tide at Port Almery is expected to reach 1.9 metres above the datum, twenty centimetres above the mean of the month, with a light wind from the west.",
                "Cellars on the lower quay should be cleared in good time. The flood gates at the fish dock will be closed an hour before high water and opened again when the level has fallen below the sill.",
            ])
    ]

    /// What the tide desk says at first, and what it makes of it.
    static let surge = DemoStory(
        headline: "Lock at Vessin closed after a barge runs aground", author: "Tide Desk", city: "Vessin", topics: ["shipping"],
        paragraphs: [
            "The lock at Vessin is closed to all traffic after a barge with gravel ran aground at its upper gate. Nobody was hurt, according to the lock keeper.",
            "How long the passage will stay closed was not known at first. Two tugs are on their way from Port Almery, and a diver is to look at the gate before anything is moved.",
        ])

    static let surgeRevised = DemoStory(
        headline: "Lock at Vessin open again after a barge was pulled free", author: "Tide Desk", city: "Vessin", topics: ["shipping"],
        paragraphs: [
            "The lock at Vessin is open again. Two tugs pulled the barge that had run aground at the upper gate free at the turn of the tide; nobody was hurt.",
            "A diver found the gate undamaged. Some thirty ships that had waited above and below the lock are let through in turn, those with fresh fish first, which the lock keeper expects to take until midnight.",
        ])

    static let gazette: [DemoStory] = [
        DemoStory(
            headline: "Notice: registration of boats for the coming season", author: "Harbour Gazette", city: "Port Almery",
            topics: ["notices"],
            paragraphs: [
                "Owners of boats of less than twelve metres are asked to register them for the coming season at the harbour office, with proof of insurance and the number of the berth that is wished for.",
                "Berths that were held last year are kept until the end of the month, and are then given by lot.",
            ]),
        DemoStory(
            headline: "Notice: works at the swing bridge", author: "Harbour Gazette", city: "Port Almery", topics: ["notices"],
            paragraphs: [
                "The swing bridge is opened for ships at the full hour only while its bearings are renewed. Masters are asked to announce themselves by radio half an hour ahead.",
                "For carts and people on foot the bridge stays open at all other times, on one side.",
            ]),
    ]

    /// After the written ones, a bulletin for ever.
    static func bulletin(_ number: Int, of name: String, topic: String) -> DemoStory {
        let ships = 14 + number * 11 % 43
        let level = 120 + number * 17 % 95
        let wind = 3 + number * 5 % 24
        let visibility = 2 + number * 3 % 17
        return DemoStory(
            headline: "\(name) bulletin \(number): \(ships) ships, water at \(level) centimetres", author: name, city: "Port Almery",
            topics: [topic],
            paragraphs: [
                "Since bulletin \(number - 1), \(ships) ships have entered the sound and \(max(1, ships - 5)) have left it. The gauge at the lock stands at \(level) centimetres.",
                "The wind is at \(wind) knots and visibility at \(visibility) kilometres. Bulletin \(number + 1) follows when there is something to tell, or when the next hand comes on watch.",
            ])
    }
}
