#ifndef WIRESPOOL_CUCHARDET_SHIM_H
#define WIRESPOOL_CUCHARDET_SHIM_H

#include <uchardet.h>

#endif
