#ifndef WIRESPOOL_CZLIB_SHIM_H
#define WIRESPOOL_CZLIB_SHIM_H

#include <zlib.h>

// inflateInit2 is a macro, which Swift does not import. 15 + 32: gzip or zlib, told by the header.
static inline int wirespool_inflate_init(z_stream *stream) { return inflateInit2(stream, 15 + 32); }

#endif
