/// One thing that is known of a block of text as a number. Shares lie in 0…1, lengths are counted as in ``TextBlock/length``.
enum BlockFeature: Int, CaseIterable {
    // Its text.
    case length, marks, markShare, linkDensity, endsSentence, endsColon, endsQuestion, digitShare, upperShare, firstLower, firstDigit, firstSymbol,
        holdsAddress, holdsSign, isLabel, isByline, isHeadline, headlineShare, descriptionShare, coreShare, coreUnique, repeats, breaks
    // Where it stands.
    case state, tag, depth, isInArticle, isInAside, isInHeader, isInFigure, isInList, isInTable, isInQuote, isInForm, isInLink
    case own, parentSigns, isNamedClutter, isNamedAside, isNamedComments, isNamedBody, isNamedContent, isNamedCaption, isNamedHidden, isNamedByline,
        isNamedDate, isNamedStandfirst, isNamedFigure
    // What is like it.
    case siblingCount, siblingShare, likeCount, likeShare, likeLinkDensity, likeMeanLength
    case wrapperShare, wrapperLinkDensity, wrapperBlocks, wrapperPlace, wrapperLikes, wrapperStartsHeading, wrapperIsLeaf
    // Where it stands among the others.
    case place, textBefore, textAfter, sinceText, untilText, sinceHeading, headingLength, isAfterHeadline
    case beforeLength, beforeLinkDensity, beforeState, beforeTag, beforeEnds, afterLength, afterLinkDensity, afterState, afterTag, afterEnds
    // Its page.
    case pageLength, pageBlocks, containerShare, containerLength, containerBlocks, containerLinkDensity, containerKept, linkedBody
}
