/* Preloaded: whatever asks for durability is told that it has it, at once. What remains is the same program without its promise. */
int fsync(int descriptor) { return (void)descriptor, 0; }
int fdatasync(int descriptor) { return (void)descriptor, 0; }
int syncfs(int descriptor) { return (void)descriptor, 0; }
