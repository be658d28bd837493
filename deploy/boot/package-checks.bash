# shellcheck shell=bash
# What becomes of the package after the operator's guide has removed it.

state() { dpkg-query -W -f '${Status}' wirespool 2> /dev/null; }
export DEBIAN_FRONTEND=noninteractive

check 'removed: the package is no longer installed' eval '[ "$(state)" = "deinstall ok config-files" ]'
check 'removed: the daemon has stopped' cannot systemctl is-active wirespool
check 'removed: the configuration stays' test -e /etc/wirespool/wirespool.yaml
check 'removed: spool and ledger stay' eval 'test -e /var/lib/wirespool/ledger.db && test -d /var/spool/wirespool/new'

check 'installed again: dpkg' dpkg --install /boot-test/new.deb
check 'installed again: it runs, with the configuration it had' eval \
    'within 20 wirespool status && grep -q "id: plain" /etc/wirespool/wirespool.yaml'

wirespool spool replay --all
wirespool spool release --older-than 0s
check 'purged with articles unread: dpkg' dpkg --purge wirespool
check 'purged with articles unread: they stay, with their ledger' eval 'spooled 1 && test -e /var/lib/wirespool/ledger.db'
check 'purged: the configuration is gone' cannot test -e /etc/wirespool/wirespool.yaml
check 'purged: nothing of the unit is left' cannot systemctl cat wirespool

for article in /var/spool/wirespool/new/*.json; do mv "$article" /var/spool/wirespool/done/; done
rm -rf /var/spool/wirespool/failed/*
dpkg --install /boot-test/new.deb
# Nothing of a spool that has been read is worth keeping.
check 'purged with everything read: dpkg' dpkg --purge wirespool
check 'purged with everything read: spool and ledger are gone' cannot eval 'test -e /var/spool/wirespool || test -e /var/lib/wirespool'

# MARK: Who has never seen it

# What the guide wrote before is not the package's, and stays.
rm -rf /etc/wirespool /etc/systemd/system/wirespool.service.d
systemctl daemon-reload
mkdir -p /boot-test/newcomer
cp /boot-test/new.deb /boot-test/newcomer/wirespool_new.deb
cd /boot-test/newcomer || exit 1
blocks /boot-test/guides/operator.md 'sh newcomer' blocks
began=$SECONDS
for block in blocks/*; do
    check "newcomer: $(first_line "$block")" timeout 120 bash -e -o pipefail "$block"
    # This machine's publisher is on loopback, and its disk is small: the one thing that a newcomer has not to say.
    [ "$block" != blocks/01 ] || sed -i 's|^network:|&\n  allow: [127.0.0.0/8]|; s|^spool:|&\n  min_free: 1MiB|' /etc/wirespool/wirespool.yaml
    [ "$block" != blocks/02 ] || say "        the page after $((SECONDS - began)) s"
done
say "        an article after $((SECONDS - began)) s"
check 'newcomer: the article is in hand' eval 'wirespool spool list --json | jq -r .headline | grep "A ship is painted"'
cd /boot-test || exit 1
