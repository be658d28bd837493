#ifndef WIRESPOOL_CXML2_SHIM_H
#define WIRESPOOL_CXML2_SHIM_H

// Debian's libxml2 declares its use of ICU, whose headers contradict those that Foundation brings. Only two members at the end
// of a structure that is never touched depend on it.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>

// Swift cannot write a variadic C function, and libxml2 reports through one; without it reports go to stderr. The setting is the
// thread's own.
static inline void wirespool_xml_swallow(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

static inline void wirespool_xml_silence(void) {
    xmlSetGenericErrorFunc(NULL, wirespool_xml_swallow);
    xmlSetStructuredErrorFunc(NULL, NULL);
}

// `xmlFree` is a variable that holds a function; Swift 6 does not let global variables of C be read.
static inline void wirespool_xml_free(void *pointer) { xmlFree(pointer); }

#endif
