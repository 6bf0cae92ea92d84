#!/bin/bash
# netlab.sh - N "hosts" on one Linux machine, made of namespaces, and the faults to put them through.
# Usage: netlab.sh COMMAND ...   (see README, or netlab.sh help).  Needs root, iproute2, util-linux, nft.
set -u
HERE=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
NAME=${NETLAB_NAME:-lab}
HOME_DIR=$(cd "$HERE/../../.." && pwd)                     # the checkout, which all hosts see
BUILT=$HOME_DIR/target/netlab
D=${NETLAB_DIR:-$BUILT/labs/$NAME}
[ -f "$D/conf" ] && . "$D/conf"
SUBNET=${NETLAB_SUBNET:-${SUBNET:-10.77}}                 # net k: $SUBNET.k.0/24, host i: .i, switch: .254
NETS=${NETLAB_NETS:-${NETS:-1}}                           # networks per host: eth0..eth(NETS-1)
SHARE=${NETLAB_SHARE:-${SHARE:-}}   # space-separated: paths that all hosts see read-write
OVERLAYS=${NETLAB_OVERLAYS:-${OVERLAYS:-/etc /var /root /opt /srv /home}} # private, copy-on-write, survive power-off
TMPFS=${NETLAB_TMPFS:-${TMPFS:-/run /dev/shm /tmp}}       # private, empty at each boot
ROLAYERS=${NETLAB_ROLAYERS:-${ROLAYERS:-}}                # "dir:target ...": files of dir appear read-only in target in every host
CG=/sys/fs/cgroup/unified; [ -f /sys/fs/cgroup/cgroup.procs ] && CG=/sys/fs/cgroup
CG=$CG/netlab-$NAME
T=$BUILT/nltool
SW=nl-$NAME-sw
die(){ echo "netlab: $*" >&2; exit 1; }
num(){ local h=${1#h}; [[ $h =~ ^[0-9]+$ ]] || die "bad host '$1'"; echo "$h"; }
ns(){ echo "nl-$NAME-h$1"; }
initpid(){ cat "$D/h$1/initpid" 2>/dev/null; }
alive(){ local p; p=$(initpid "$1") && [ -n "$p" ] && [ -e "/proc/$p/exe" ]; }
need(){ alive "$1" || die "h$1 is off"; }
ev(){ [ -n "${LEDGER:-}" ] && "$T" event "$LEDGER" "EVENT $*"; return 0; }

build(){ [ -x "$T" ] && [ "$T" -nt "$HERE/nltool.c" ] && return
  mkdir -p "$BUILT" && gcc -O2 -w -o "$T.$$" "$HERE/nltool.c" && mv -f "$T.$$" "$T" || die "cannot build nltool"; }

up(){ # up N
  local n=$1 k; [ -e "$D/conf" ] && die "lab $NAME is already up ($D)"
  build; mkdir -p "$D/bmc"; rm -f "$D"/h*/delay.* "$D"/h*/wire.* "$D"/h*/initpid "$D"/bmc/rep.* "$D"/bmc/deny
  { echo "N=$n"; for v in SUBNET NETS SHARE OVERLAYS TMPFS ROLAYERS; do printf '%s=%q\n' $v "${!v}"; done; } >"$D/conf"
  ip netns add "$SW" || exit 1; ip -n "$SW" link set lo up
  for ((k=0;k<NETS;k++)); do
    ip -n "$SW" link add br$k type bridge stp_state 0 forward_delay 0 mcast_snooping 0
    ip -n "$SW" addr add $SUBNET.$k.254/24 dev br$k; ip -n "$SW" link set br$k up
  done
  mkdir -p "$CG"; : >"$D/cuts"; : >"$D/loss"; rules
  for ((k=1;k<=n;k++)); do boot $k; done
}

rules(){ # write all cuts and losses to the switch as one atomic nft transaction
  { echo "table bridge nl {"; echo "}"; echo "delete table bridge nl"; echo "table bridge nl {"
    local hook
    for hook in forward input output; do
      echo " chain $hook { type filter hook $hook priority 0; policy accept;"
      while read -r a b k; do
        [ -z "${a:-}" ] && continue
        case $hook.$a.$b in
          forward.sw.*|forward.*.sw) ;;
          forward.*) echo "  iifname \"h${a}e$k\" oifname \"h${b}e$k\" drop";;
          input.*.sw) echo "  iifname \"h${a}e$k\" drop";;
          output.sw.*) echo "  oifname \"h${b}e$k\" drop";;
        esac
      done <"$D/cuts"
      while read -r a k p; do
        [ -z "${a:-}" ] && continue
        local some="numgen random mod 10000 < $p"; [ "$p" -ge 10000 ] && some=
        [ $hook != output ] && echo "  iifname \"h${a}e$k\" $some drop"
        [ $hook != input ] && echo "  oifname \"h${a}e$k\" $some drop"
      done <"$D/loss"
      echo " }"
    done; echo "}"; } | ip netns exec "$SW" nft -f - || die "nft failed"
}

boot(){ local i=$1 k mac n; alive $i && die "h$i is already on"
  [ -s "$D/h$i/initpid" ] && off $i quiet      # clear what is left of an earlier life
  n=$(ns $i); mkdir -p "$D/h$i/log" "$D/h$i/disk"; : >"$D/h$i/initpid"
  ip netns add $n || exit 1
  { for ((k=0;k<NETS;k++)); do
      mac=$(printf '02:4c:00:%02x:%02x:%02x' $k $((i/256)) $((i%256)))
      echo "link add h${i}e$k mtu 1500 type veth peer name eth$k netns $n address $mac"
      echo "link set h${i}e$k master br$k"; echo "link set h${i}e$k up"
    done; } | ip -n "$SW" -batch - || die "links of h$i"
  { echo "link set lo up"; for ((k=0;k<NETS;k++)); do
      echo "addr add $SUBNET.$k.$i/24 dev eth$k"; echo "link set eth$k up"; done; echo "route add default via $SUBNET.0.254"; } | ip -n $n -batch - || die "addresses of h$i"
  mkdir -p "$CG/h$i"; echo 0 >"$CG/h$i/cgroup.freeze"
  ( exec setsid nsenter --net=/run/netns/$n unshare -m -p -u -i --fork --propagation private \
      "$HERE/netlab.sh" _hostinit $i </dev/null >"$D/h$i/log/boot.log" 2>&1 ) &
  for ((k=0;k<500;k++)); do [ -s "$D/h$i/initpid" ] && break; sleep 0.01; done
  [ -s "$D/h$i/initpid" ] || die "h$i did not boot: $(cat "$D/h$i/log/boot.log")"
  for f in "$D/h$i"/delay.*; do [ -f "$f" ] && wire_on $i ${f##*.} $(cat "$f"); done
  if [ -x "$D/rc.local" ]; then enter $i "$D/rc.local" >"$D/h$i/log/rc.log" 2>&1 </dev/null; fi
  return 0
}

hostinit(){ # runs as pid 1 of the host's pid namespace, the machine's /proc still mounted
  local i=$1 me d o t x
  me=$(awk '{print $4}' /proc/self/stat) # awk's parent = this shell, outer number
  echo 0 >"$CG/h$i/cgroup.procs"; hostname "h$i"
  mount -t tmpfs -o mode=755 nl-keep /mnt || exit 1
  for d in $SHARE "$HOME_DIR" "$D"; do mkdir -p "/mnt$d"; mountpoint -q "/mnt$d" || mount --rbind "$d" "/mnt$d"; done
  for o in $OVERLAYS; do [ -d "$o" ] || continue
    x="/mnt$D/h$i/disk$o"; mkdir -p "$x/upper" "$x/work"
    mount -t overlay overlay -o "lowerdir=$o,upperdir=$x/upper,workdir=$x/work" "$o" || exit 1; done
  for o in $ROLAYERS; do d=${o%%:*}; t=${o#*:}; mount -t overlay overlay -o "lowerdir=/mnt$d:$t" "$t" || exit 1; done
  for t in $TMPFS; do x=755; [ $t = /tmp -o $t = /dev/shm ] && x=1777; mount -t tmpfs -o mode=$x nl $t || exit 1; done
  for d in $SHARE "$HOME_DIR" "$D"; do mkdir -p "$d"; mountpoint -q "$d" || mount --rbind "/mnt$d" "$d"; done
  umount -l /mnt; mkdir -p /run/lock /run/user
  mkdir -p /run/cg; mount --rbind /sys/fs/cgroup /run/cg; mount -t sysfs sysfs /sys; mount --rbind /run/cg /sys/fs/cgroup; umount -l /run/cg; rmdir /run/cg
  { echo "127.0.0.1 localhost"; for ((x=1;x<=N;x++)); do echo "$SUBNET.0.$x h$x"; done; } >/etc/hosts; echo "h$i" >/etc/hostname
  mount -t proc proc /proc || exit 1
  echo $me >"$D/h$i/initpid.new"; mv "$D/h$i/initpid.new" "$D/h$i/initpid"
  exec "$T" init
}

enter(){ local i=$1; shift; local p; p=$(initpid $i)  # in the host's cgroup and namespaces
  ( echo $BASHPID >"$CG/h$i/cgroup.procs" && exec nsenter -t $p -m -u -i -n -p "$@" ); }

off(){ # hard power-off: network gone, then every process killed at once; nothing gets to say goodbye
  local i=$1 p k; p=$(initpid $i)
  { for ((k=0;k<NETS;k++)); do echo "link set h${i}e$k down"; done; } | ip -n "$SW" -force -batch - 2>/dev/null
  if [ -n "$p" ]; then
    if [ -e "$CG/h$i/cgroup.kill" ]; then echo 1 >"$CG/h$i/cgroup.kill" 2>/dev/null; fi
    kill -9 $p 2>/dev/null
    "$T" waitdead $p 5000 || echo "netlab: h$i did not die" >&2
  fi
  [ "${2:-}" = quiet ] || ev "off-done h$i"
  for f in "$D/h$i"/wire.*.pid; do [ -f "$f" ] && { kill -9 $(cat "$f") 2>/dev/null; rm -f "$f"; }; done
  { for ((k=0;k<NETS;k++)); do echo "link del h${i}e$k"; echo "link del h${i}d$k"; done; } | ip -n "$SW" -force -batch - >/dev/null 2>&1
  ip netns del $(ns $i) 2>/dev/null
  : >"$D/h$i/initpid"
  for ((k=0;k<100;k++)); do [ -d "$CG/h$i" ] || break   # with the groups that the host has made below its own
    find "$CG/h$i" -depth -type d -exec rmdir {} + 2>/dev/null; [ -d "$CG/h$i" ] || break; sleep 0.01; done
  return 0
}

wire_on(){ # host net ms jitter lossppm : put a user-space wire between the host and the bridge
  local i=$1 k=$2 ms=$3 j=${4:-0} l=${5:-0}
  wire_off $i $k
  ip netns exec $(ns $i) ethtool -K eth$k tx off tso off gso off gro off sg off >/dev/null 2>&1 || die "ethtool (needed: frames must carry real checksums)"
  ip -n "$SW" link set h${i}e$k nomaster
  ip -n "$SW" link add h${i}d$k type veth peer name h${i}w$k
  ip -n "$SW" link set h${i}w$k up; ip netns exec "$SW" ethtool -K h${i}d$k tx off tso off gso off gro off sg off >/dev/null 2>&1
  # the bridge port keeps the name h<i>e<k> so that cuts still match: swap names
  ip -n "$SW" link set h${i}e$k down; ip -n "$SW" link set h${i}e$k name h${i}x$k; ip -n "$SW" link set h${i}d$k name h${i}e$k
  ip -n "$SW" link set h${i}e$k master br$k; ip -n "$SW" link set h${i}e$k up; ip -n "$SW" link set h${i}x$k up
  setsid nsenter --net=/run/netns/$SW "$T" wire h${i}x$k h${i}w$k $ms $j $l </dev/null >"$D/h$i/log/wire$k.log" 2>&1 & echo $! >"$D/h$i/wire.$k.pid"
  sleep 0.1; echo "$ms $j $l" >"$D/h$i/delay.$k"
}
wire_off(){ local i=$1 k=$2; [ -f "$D/h$i/wire.$k.pid" ] || { rm -f "$D/h$i/delay.$k"; return 0; }
  kill -9 $(cat "$D/h$i/wire.$k.pid") 2>/dev/null; rm -f "$D/h$i/wire.$k.pid" "$D/h$i/delay.$k"
  ip -n "$SW" link del h${i}w$k; ip -n "$SW" link set h${i}x$k down; ip -n "$SW" link set h${i}x$k name h${i}e$k; ip -n "$SW" link set h${i}e$k master br$k; ip -n "$SW" link set h${i}e$k up
}

cut1(){ local k ks; if [ -n "${3:-}" ]; then ks=$3; else ks=$(seq 0 $((NETS-1))); fi; for k in $ks; do echo "$1 $2 $k" >>"$D/cuts"; done; }
allhosts(){ seq 1 $N; }

down(){ local i; [ -f "$D/bmc/pid" ] && bmc_stop
  for i in $(allhosts); do off $i quiet; done
  ip netns del "$SW" 2>/dev/null; rmdir "$CG" 2>/dev/null; rm -rf "$D"/h*/disk "$D/conf"; }

hold(){ # a lab that lasts until standard input ends: whoever holds its other end may die as he likes
  trap : INT TERM HUP
  if [ -e "$D/conf" ]; then NETLAB_NAME=$(cat "$D/name") "$HERE/netlab.sh" down; fi
  rm -rf "$D"; mkdir -p "$D"; echo "$NAME" >"$D/name"
  ( up "$1" ) && echo up || echo failed
  . "$D/conf" 2>/dev/null || N=0
  cat >/dev/null; down; echo down; }

# --- "BMC": a power controller outside all hosts, as IPMI would be, on a network of its own ---
bmc_loop(){ local id cmd h; while :; do while read -r id cmd h from; do
    ( r=ok; i=${h#h}
      if [ -f "$D/bmc/deny" ] && grep -qx "$from" "$D/bmc/deny"; then exit 0; fi        # this requester cannot reach the BMC: no answer
      ev "bmc $cmd $h by $from"
      case $cmd in
        off) (flock 9; alive $i && off $i || :) 9>"$D/bmc/lock.$i"; r=off;;
        on) (flock 9; alive $i || boot $i 9>&-) 9>"$D/bmc/lock.$i" >/dev/null 2>&1; r=on;;
        reboot) (flock 9; alive $i && off $i; boot $i 9>&-) 9>"$D/bmc/lock.$i" >/dev/null 2>&1; r=on;;
        status) alive $i && r=on || r=off;;
        *) r=bad;;
      esac
      echo $r >"$D/bmc/rep.$id.t"; mv "$D/bmc/rep.$id.t" "$D/bmc/rep.$id" ) &
  done <"$D/bmc/req"; done; }
bmc_start(){ mkdir -p "$D/bmc"; [ -p "$D/bmc/req" ] || mkfifo -m 666 "$D/bmc/req"; chmod 777 "$D/bmc"
  LEDGER=${LEDGER:-} setsid "$HERE/netlab.sh" _bmc </dev/null >"$D/bmc/log" 2>&1 & echo $! >"$D/bmc/pid"; }
bmc_stop(){ local p; p=$(cat "$D/bmc/pid" 2>/dev/null) && kill -9 $p 2>/dev/null; rm -f "$D/bmc/pid"; }

case ${1:-help} in
  up) up "${2:?how many hosts}";;
  down) [ -e "$D/conf" ] || die "no lab $NAME ($D)"; down;;
  hold) hold "${2:?how many hosts}";;
  boot|on) boot $(num "$2");;
  off) i=$(num "$2"); ev "off-begin h$i"; off $i;;
  reboot) i=$(num "$2"); off $i; boot $i;;
  run) i=$(num "$2"); shift 2; need $i; enter $i "$@";;
  start) i=$(num "$2"); l=$3; shift 3; need $i       # a daemon, its output in log/<label>.log
     # setsid --fork inside: the daemon's parent becomes the host's pid 1, which reaps it
     enter $i setsid --fork "$@" </dev/null >>"$D/h$i/log/$l.log" 2>&1;;
  pids) i=$(num "$2"); shift 2; need $i; "$T" pids $(initpid $i) "$@";;
  kill) i=$(num "$2"); s=$3; shift 3; need $i; ev "kill-$s h$i $*"; "$T" sig $(initpid $i) $s "$@" >/dev/null;;
  freeze) i=$(num "$2"); need $i; ev "freeze h$i"; echo 1 >"$CG/h$i/cgroup.freeze"; for ((k=0;k<500;k++)); do grep -q 'frozen 1' "$CG/h$i/cgroup.events" && break; sleep 0.002; done; ((k<500)) || die "h$i not frozen";;
  thaw) i=$(num "$2"); need $i; ev "thaw h$i"; echo 0 >"$CG/h$i/cgroup.freeze";;
  sigstop) i=$(num "$2"); need $i; ev "sigstop h$i"; "$T" sig $(initpid $i) STOP >/dev/null;;
  sigcont) i=$(num "$2"); need $i; ev "sigcont h$i"; "$T" sig $(initpid $i) CONT >/dev/null;;
  linkdown) i=$(num "$2"); ev "linkdown h$i"; ip -n "$SW" link set h${i}e${3:-0} down;;      # cable out: host loses carrier
  linkup) i=$(num "$2"); ev "linkup h$i"; ip -n "$SW" link set h${i}e${3:-0} up;;
  ifdown) i=$(num "$2"); ev "ifdown h$i"; ip -n $(ns $i) link set eth${3:-0} down;;
  ifup) i=$(num "$2"); k=${3:-0}; ev "ifup h$i"; ip -n $(ns $i) link set eth$k up; ip -n $(ns $i) addr replace $SUBNET.$k.$i/24 dev eth$k;;
  isolate) i=$(num "$2"); for j in $(allhosts) sw; do [ $j = $i ] || { cut1 $i $j ${3:-}; cut1 $j $i ${3:-}; }; done; ev "isolate h$i"; rules;;
  partition) shift; g=("$@"); for ((a=0;a<${#g[@]};a++)); do for ((b=0;b<${#g[@]};b++)); do ((a==b)) || for x in ${g[a]//,/ }; do for y in ${g[b]//,/ }; do cut1 ${x#h} ${y#h}; done; done; done; done; ev "partition $*"; rules;;
  cut) cut1 $(num "$2") $(num "$3") ${4:-}; ev "cut $2->$3"; rules;;          # one direction only
  heal) : >"$D/cuts"; ev heal; rules;;
  loss) i=$(num "$2"); p=$(awk -v x="$3" 'BEGIN{printf "%d",x*100}'); for k in $(seq 0 $((NETS-1))); do sed -i "/^$i $k /d" "$D/loss"; [ $p -gt 0 ] && echo "$i $k $p" >>"$D/loss"; done; ev "loss h$i $3%"; rules;;
  delay) i=$(num "$2"); need $i; for k in $(seq 0 $((NETS-1))); do if [ "$3" = 0 ]; then wire_off $i $k; else wire_on $i $k "$3" "${4:-0}" 0; fi; done; ev "delay h$i $3";;
  usage) i=$(num "$2"); shift 2; need $i; "$T" usage $(initpid $i) "$@"; [ -f "$CG/h$i/cpu.stat" ] && awk '/usage_usec/{print "CGROUP cpu_ms="$2/1000}' "$CG/h$i/cpu.stat";;
  swrun) shift; ip netns exec "$SW" "$@";;                                        # from the switch: 10.77.k.254
  status) for i in $(allhosts); do if alive $i; then f=; grep -q 'frozen 1' "$CG/h$i/cgroup.events" && f=" frozen"; echo "h$i on init=$(initpid $i) procs=$("$T" pids $(initpid $i)|wc -l)$f"; else echo "h$i off"; fi; done; [ -s "$D/cuts" ] && sed 's/^/cut /' "$D/cuts"; [ -s "$D/loss" ] && sed 's/^/loss /' "$D/loss"; :;;
  wipe) i=$(num "$2"); alive $i && die "h$i is on"; rm -rf "$D/h$i/disk";;        # a new empty disk
  bmc-start) bmc_start;; bmc-stop) bmc_stop;;
  bmc) # from inside a host: netlab.sh bmc off|on|reboot|status hN   (prints off/on; rc 1 and "timeout" if no answer in NETLAB_BMC_WAIT s)
     id=$(hostname).$$.$RANDOM; [ -p "$D/bmc/req" ] || die "no bmc"; echo "$id $2 $3 $(hostname)" >"$D/bmc/req"
     for ((k=0;k<${NETLAB_BMC_WAIT:-20}*100;k++)); do [ -f "$D/bmc/rep.$id" ] && { cat "$D/bmc/rep.$id"; rm -f "$D/bmc/rep.$id"; exit 0; }; sleep 0.01; done; echo timeout; exit 1;;
  _hostinit) hostinit "$2";; _bmc) bmc_loop;;
  mono) "$T" mono;;
  conf) cat "$D/conf";;
  *) sed -n 's/^## *//p;' "$HERE/README" 2>/dev/null | head -80;;
esac
