# shellcheck shell=bash
# The service as installed, from the users to the watchdog.

check 'sysusers made user and groups' eval 'id wirespool && getent group wirespool-admin'
useradd -M -G wirespool reader
useradd -M -G wirespool-admin overseer
useradd -M stranger
chgrp wirespool /etc/wirespool/wirespool.yaml
for name in tmp new cur done failed; do
    check "tmpfiles made $name/ for the group, setgid" mode /var/spool/wirespool/$name 'drwxrws--- wirespool wirespool'
done

check 'systemd finds nothing wrong with the unit' eval '! systemd-analyze verify wirespool.service 2>&1 | grep wirespool'
check 'its exposure is 1.1 at most' systemd-analyze --no-pager security --threshold=11 wirespool.service
check 'the service starts and says that it is ready' timeout 30 systemctl start wirespool
check 'it is what it says' eval '[ "$(property Type)" = notify ] && [ "$(property ActiveState)" = active ]'
check 'a status for people' eval 'property StatusText | grep .'
expected=1
[ ! -e /boot-test/cert.pem ] || expected=2
check "$expected article(s) spooled: names resolved, TLS verified" within 30 spooled $expected
article=$(ls /var/spool/wirespool/new | head -n 1)
check 'an article is one line of JSON, mode 0440, of the group' eval \
    'mode "/var/spool/wirespool/new/$article" "-r--r----- wirespool wirespool" && python3 -m json.tool --json-lines "/var/spool/wirespool/new/$article" > /dev/null'
check 'a member of the group reads it' as reader cat "/var/spool/wirespool/new/$article"
check 'and claims it' as reader mv "/var/spool/wirespool/new/$article" "/var/spool/wirespool/cur/$article"
check 'nobody else sees the spool' cannot as stranger ls /var/spool/wirespool/new
check 'the admin socket is of its own group' mode /run/wirespool/admin.sock 'srw-rw---- wirespool wirespool-admin'
check 'a member of that group asks the daemon' as overseer wirespool status --socket /run/wirespool/admin.sock
check 'nobody else does' cannot as stranger wirespool status --socket /run/wirespool/admin.sock

process=$(property MainPID)
before=$(events daemon.reloaded)
check 'systemctl reload' timeout 30 systemctl reload wirespool
check 'the reload is logged' within 20 more_events daemon.reloaded "$before"
cp /etc/wirespool/wirespool.yaml /boot-test/good.yaml
echo 'no_such_key: true' >> /etc/wirespool/wirespool.yaml
before=$(events daemon.reload_failed)
systemctl reload wirespool
check 'a configuration with errors is refused, and told' within 20 more_events daemon.reload_failed "$before"
check 'with the place' eval 'journalctl -q -o cat -u wirespool | grep reload_failed | grep no_such_key'
check 'and the daemon keeps running' eval '[ "$(property MainPID)" = "$process" ] && [ "$(property ActiveState)" = active ]'
cat /boot-test/good.yaml > /etc/wirespool/wirespool.yaml
check 'journalctl -o cat -u wirespool is JSON alone' only_json

mkdir -p /run/systemd/system/wirespool.service.d
printf '[Service]\nWatchdogSec=3s\nRestartSec=0\nTimeoutAbortSec=3s\n' > /run/systemd/system/wirespool.service.d/watchdog.conf
systemctl daemon-reload
timeout 30 systemctl restart wirespool
process=$(property MainPID)
sleep 7
check 'a daemon that works feeds the watchdog' eval '[ "$(property MainPID)" = "$process" ]'
kill -STOP "$process"
check 'one that stands still is started anew' within 30 new_process "$process"


# MARK: Credentials

mkdir -p /etc/wirespool/credentials
printf 'k3y-of-the-boot-test\n' > /etc/wirespool/credentials/token
chmod 0600 /etc/wirespool/credentials/token
cat > /etc/wirespool/sources.d/token.yaml << 'YAML'
sources:
  - id: token
    url: http://localhost:8099/token.xml
    headers: {Authorization: "Bearer ${credential:token}"}
YAML
printf '[Service]\nLoadCredential=token:/etc/wirespool/credentials/token\n' > /run/systemd/system/wirespool.service.d/credentials.conf
systemctl daemon-reload
timeout 30 systemctl restart wirespool
of_token() { grep -l '"id":"token"' /var/spool/wirespool/new/*.json; }
check 'a credential that root alone can read opens a source' within 30 of_token
check 'and stands nowhere: not in journal, status, sources, ledger or spool' cannot eval '{ journalctl -q -u wirespool
    wirespool status --json; wirespool sources show token --json; curl -s --unix-socket /run/wirespool/admin.sock http://localhost/sources/token
    cat /var/lib/wirespool/* /var/spool/wirespool/*/*; } 2> /dev/null | grep -a k3y-of-the-boot-test'
rm -r /etc/wirespool/sources.d/token.yaml /etc/wirespool/credentials /run/systemd/system/wirespool.service.d/credentials.conf
systemctl daemon-reload

check 'it stops' timeout 30 systemctl stop wirespool
check 'with success' eval '[ "$(property Result)" = success ] && [ "$(property ExecMainStatus)" = 0 ]'
check 'and takes its socket with it' cannot test -e /run/wirespool/admin.sock

# MARK: The socket, held by systemd

check 'systemd finds nothing wrong with the socket' eval '! systemd-analyze verify wirespool.socket 2>&1 | grep wirespool'
check 'it is not enabled unless the operator wants it' cannot systemctl is-enabled wirespool.socket
check 'the socket starts without the daemon' eval 'timeout 30 systemctl start wirespool.socket && [ "$(property ActiveState)" = inactive ]'
check 'it is of the same group and mode' mode /run/wirespool/admin.sock 'srw-rw---- wirespool wirespool-admin'
number=$(stat -c %i /run/wirespool/admin.sock)
check 'who asks starts the daemon, and is answered' as overseer wirespool status --socket /run/wirespool/admin.sock
check 'the daemon took the socket that was passed' eval '[ "$(property ActiveState)" = active ] && [ "$(stat -c %i /run/wirespool/admin.sock)" = "$number" ]'
check 'it stops' timeout 30 systemctl stop wirespool.service
check 'and leaves the socket' test -S /run/wirespool/admin.sock
systemctl start --no-block wirespool.service
check 'who asks while it starts waits, and is answered' as overseer wirespool status --socket /run/wirespool/admin.sock
systemctl stop wirespool.socket wirespool.service
check 'the socket goes with its unit' cannot test -e /run/wirespool/admin.sock
