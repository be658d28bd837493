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
