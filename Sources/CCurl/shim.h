#ifndef WIRESPOOL_CCURL_SHIM_H
#define WIRESPOOL_CCURL_SHIM_H

#include <curl/curl.h>

#endif
