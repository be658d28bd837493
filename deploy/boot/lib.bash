# shellcheck shell=bash
# What the checks have in common. Every check is a line of /boot-test/results.
failed=0
say() { echo "$1" >> /boot-test/results; }
check() { # TEXT COMMAND…
    local text=$1
    shift
    echo "-- $text"
    if "$@"; then say "ok      $text"; else
        failed=1
        say "FAILED  $text"
    fi
}
within() { # SECONDS COMMAND…
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.2
    done
}
property() { systemctl show -p "$1" --value wirespool; }
as() { setpriv --reuid "$1" --regid "$1" --init-groups -- "${@:2}"; }
mode() { [ "$(stat -c '%A %U %G' "$1")" = "$2" ] || { stat -c '%n %A %U %G' "$1"; false; }; }
events() { journalctl -q -o cat -u wirespool --no-pager | grep -c "\"event.name\":\"$1\""; }
more_events() { [ "$(events "$1")" -gt "$2" ]; }
spooled() { [ "$(find /var/spool/wirespool/new -name '*.json' | wc -l)" -ge "$1" ]; }
only_json() {
    journalctl -q -o cat -u wirespool --no-pager | python3 -c '
import json, sys
count = 0
for line in sys.stdin:
    assert list(json.loads(line))[:4] == ["@timestamp", "log.level", "message", "event.name"], line
    count += 1
assert count > 2, count
print(count, "lines")'
}
new_process() { [ "$(property MainPID)" != "$1" ] && [ "$(property MainPID)" != 0 ] && [ "$(property ActiveState)" = active ]; }
cannot() { ! "$@"; }
