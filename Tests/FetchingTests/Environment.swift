import Glibc

/// Sets a variable of this process's environment, or takes it away.
func setEnvironment(_ name: String, _ value: String?) {
    if let value { _ = setenv(name, value, 1) } else { _ = unsetenv(name) }
}
