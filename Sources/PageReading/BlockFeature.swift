/// One thing that is known of a block of text as a number. Shares lie in 0…1, lengths are counted as in ``TextBlock/length``; −1 is unknown.
enum BlockFeature: Int, CaseIterable {
    // Its text.
    case length, marks, markShare, linkDensity, endsSentence, digitShare, upperShare, startsLower, holdsAddress
    case headlineShare, descriptionShare, linkedBodyShare, coreShare, strangeWords, repeats
    // Where it stands, and how that is named.
    case state, tag, depth, isInArticle, isInAside, isInFigure, isInList, isInTable, isInQuote
    case ownName, parentName, isNamedClutter, isNamedAside, isNamedComments, isNamedBody, isNamedCaption, isNamedFigure
    // What is like it: blocks under one parent, and blocks whose elements are named alike.
    case siblingCount, siblingShare, likeCount, likeShare, likeLinkDensity, likeMeanLength
    // Where it stands among the others.
    case place, textBefore, textAfter, sinceText, untilText, sinceHeading, headingLength
    case beforeLength, beforeLinkDensity, beforeState, beforeTag, afterLength, afterLinkDensity, afterState, afterTag, afterEnds
    // Its page.
    case pageLength, pageBlocks, containerShare, containerLength, containerBlocks, containerLinkDensity, containerKept
}
