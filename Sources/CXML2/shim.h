#ifndef WIRESPOOL_CXML2_SHIM_H
#define WIRESPOOL_CXML2_SHIM_H

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>

// Swift cannot import variadic C function pointers; libxml2 reports errors through them. These swallow every report.
static inline void wirespool_xml_silence(void) {
    xmlSetGenericErrorFunc(NULL, NULL);
    xmlSetStructuredErrorFunc(NULL, NULL);
}

#endif
