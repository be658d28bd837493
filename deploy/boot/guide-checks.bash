# shellcheck shell=bash
# The commands of the guides, as they stand there.

blocks() { python3 /boot-test/boot/blocks.py "$@"; }
emptied() { [ -z "$(ls /var/spool/wirespool/new)" ]; }
all_wait() {
    wirespool spool replay --all && wirespool spool release --older-than 0s && spooled 2
}
first_line() { grep -v '^ *#' "$1" | head -n 1 | cut -c 1-70; }

timeout 30 systemctl start wirespool
within 20 test -S /run/wirespool/admin.sock

# MARK: Consuming

consuming=/boot-test/Consuming.md
blocks $consuming sh /boot-test/consuming-sh
for block in /boot-test/consuming-sh/*; do
    all_wait
    check "consumer's guide: $(first_line "$block")" timeout 60 bash -e "$block"
    # Those that take articles take all of them.
    ! grep -q 'cur/\|claim' "$block" || check '  and every article is taken' emptied
done
blocks $consuming python /boot-test/consuming-python
chmod 0755 /boot-test/consuming-python
for block in /boot-test/consuming-python/*; do
    all_wait
    check "consumer's guide: in Python" timeout 60 setpriv --reuid indexer --regid wirespool --clear-groups python3 "$block"
    check '  and every article is taken' emptied
done
install -m 0755 /dev/stdin /usr/local/bin/indexer << SH
#!/bin/bash
$(cat /boot-test/consuming-sh/02)
SH
for unit in path service; do
    blocks $consuming "ini /etc/systemd/system/indexer.$unit" /boot-test/consuming-$unit
    cp /boot-test/consuming-$unit/01 /etc/systemd/system/indexer.$unit
done
blocks $consuming 'sh path' /boot-test/consuming-enable
check "consumer's guide: the path unit" timeout 60 bash -e /boot-test/consuming-enable/01
all_wait
check '  starts the consumer, which takes all' within 30 emptied
systemctl stop indexer.path
if command -v inotifywait > /dev/null; then
    blocks $consuming 'sh inotify' /boot-test/consuming-inotify
    timeout 10 bash /boot-test/consuming-inotify/01 > /boot-test/seen &
    sleep 1
    all_wait
    check "consumer's guide: inotifywait" within 8 grep -q json /boot-test/seen
    wait
else
    say 'skipped the guide with inotifywait: it is not installed'
fi

# MARK: Operating

mkdir -p /boot-test/operating
cp /boot-test/new.deb /boot-test/operating/wirespool_new.deb
cd /boot-test/operating || exit 1
blocks /boot-test/guides/operator.md sh /boot-test/operating/blocks
for block in blocks/*; do
    # A daemon that was started a moment ago has not polled yet.
    ! grep -q '^wirespool \(status\|sources\|spool\)' "$block" || within 20 wirespool status > /dev/null 2>&1
    if grep -q '^wirespool sources show' "$block"; then within 30 eval 'wirespool sources list | grep -q "^example .* ok"'; fi
    check "operator's guide: $(first_line "$block")" timeout 90 bash -e -o pipefail "$block"
done
cd /boot-test || exit 1
