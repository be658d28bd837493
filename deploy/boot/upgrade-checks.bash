# shellcheck shell=bash
# The package, upgraded while the daemon runs.

export DEBIAN_FRONTEND=noninteractive
timeout 30 systemctl start wirespool
systemctl revert wirespool
check 'package: the service is enabled' systemctl is-enabled wirespool
check 'package: man finds its pages' eval 'man -w wirespool wirespool-run && man -w 5 wirespool.yaml wirespool-spool wirespool-logs'
check 'package: bash completes its commands' bash -c '. /usr/share/bash-completion/completions/wirespool
    COMP_WORDS=(wirespool spo) COMP_CWORD=1 COMP_LINE="wirespool spo" COMP_POINT=13
    $(complete -p wirespool | sed "s/.*-F \([^ ]*\).*/\1/") wirespool spo wirespool; [ "${COMPREPLY[*]}" = spool ]'
check 'package: fish completes them too' eval '! command -v fish || [ "$(fish -c "complete -C \"wirespool spo\"" | cut -f 1)" = spool ]'
check 'package: nothing but the configuration was changed' eval '[ -z "$(dpkg --verify wirespool | grep -v " c ")" ]'
for shell in zsh:/usr/share/zsh/vendor-completions/_wirespool fish:/usr/share/fish/vendor_completions.d/wirespool.fish; do
    if command -v "${shell%%:*}" > /dev/null; then
        check "package: ${shell%%:*} reads its completions" "${shell%%:*}" -n "${shell#*:}"
    else
        say "skipped the completions of ${shell%%:*}: it is not installed"
    fi
done
before=$(find /var/spool/wirespool -name '*.json' | wc -l)
process=$(property MainPID)
check 'upgrade: dpkg, with a configuration that was changed' eval 'dpkg --install --force-confdef /boot-test/new.deb < /dev/null'
check 'upgrade: the new version' eval '[ "$(dpkg-query -W -f "\${Version}" wirespool)" = "$(dpkg-deb -f /boot-test/new.deb Version)" ]'
check 'upgrade: the daemon was restarted' within 20 new_process "$process"
check 'upgrade: the changed configuration stays' grep -q 'id: plain' /etc/wirespool/wirespool.yaml
check 'upgrade: no article came twice' eval '[ "$(find /var/spool/wirespool -name "*.json" | wc -l)" = "$before" ]'
