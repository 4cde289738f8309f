#!/usr/bin/env bash
# The one command of this suite: finds a JDK, builds when sources are newer than the jar, runs.
# See ./run-bench.sh help.
#
#   SERVERBENCH_BUILD=never    never build, run target/benchmarks.jar as it is
#   SERVERBENCH_JAVA_OPTS=...  more options for the JVM of the command line (not of the forks)
set -euo pipefail

wanted=25
jvm_access=(
  --enable-native-access=ALL-UNNAMED
  --add-exports=java.base/jdk.internal.vm=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow
)

# The folder of this script, also when it is called through a link.
script=${BASH_SOURCE[0]}
while [[ -L $script ]]; do
  target=$(readlink "$script")
  [[ $target == /* ]] || target=$(dirname "$script")/$target
  script=$target
done
home=$(cd "$(dirname "$script")" && pwd -P)
jar=$home/target/benchmarks.jar
building=$home/target/.building

say() { printf '%s\n' "$*" >&2; }

# The feature version of the JDK in a folder, or 0 where there is none.
jdk_version() {
  local version=
  [[ -x $1/bin/java && -x $1/bin/javac ]] || { echo 0; return; }
  [[ -r $1/release ]] && version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [[ -n $version ]] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  echo "${version:-0}"
}

# Sets JAVA_HOME to a JDK that is new enough, or ends with what was looked at.
find_jdk() {
  local looked= candidate version on_path
  local candidates=()
  [[ -n ${JAVA_HOME:-} ]] && candidates+=("$JAVA_HOME")
  if on_path=$(command -v java); then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    candidates+=("$(dirname "$(dirname "$on_path")")")
  fi
  if [[ -x /usr/libexec/java_home ]]; then
    candidates+=("$(/usr/libexec/java_home -v "$wanted+" 2>/dev/null || true)")
  fi
  candidates+=(
    /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java/* /opt/*jdk* /usr/local/openjdk*
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*
    /Library/Java/JavaVirtualMachines/*/Contents/Home
  )
  for candidate in "${candidates[@]}"; do
    [[ -n $candidate && -d $candidate ]] || continue
    version=$(jdk_version "$candidate")
    if ((version >= wanted)); then
      export JAVA_HOME=$candidate
      return
    fi
    if ((version > 0)) && [[ $looked != *"$candidate is"* ]]; then
      looked+="$candidate is JDK $version; "
    fi
  done
  say "run-bench.sh: no JDK $wanted or newer (${looked:-no JDK at all; }looked at JAVA_HOME, java on PATH," \
    "/usr/lib/jvm, /usr/java, /opt, /usr/local, ~/.sdkman, ~/.jdks, macOS java_home);" \
    "get one from https://adoptium.net/temurin/releases/?version=$wanted and set JAVA_HOME to its folder"
  exit 2
}

find_maven() {
  command -v mvn >/dev/null && return
  say "run-bench.sh: building needs Maven and there is no mvn on PATH: apt-get install maven, brew install maven, or https://maven.apache.org/download.cgi"
  exit 2
}

maven() {
  # Maven's own libraries use what newer JDKs warn about.
  MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" \
    mvn -B -f "$home/pom.xml" "$@" </dev/null
}

# A marker left behind means that a build was cut short: the jar may be half of one.
up_to_date() {
  [[ -f $jar && ! -e $building ]] &&
    [[ -z $(find "$home/src/main" "$home/pom.xml" -newer "$jar" -print -quit) ]]
}

build() {
  [[ ${SERVERBENCH_BUILD:-auto} == never ]] && return
  up_to_date && return
  find_maven
  mkdir -p "$home/target"
  if command -v flock >/dev/null; then
    # Two builds at once would overwrite each other's classes; the second finds the first's jar.
    exec 9>"$home/target/.build-lock"
    if ! flock -n 9; then
      say "run-bench.sh: waiting for another build of this folder"
      flock 9
    fi
    up_to_date && { exec 9>&-; return; }
  fi
  local log=$home/target/.build-log
  say "run-bench.sh: building target/benchmarks.jar (the first time also downloads what it needs)"
  touch "$building"
  if ! maven -q -Dmaven.test.skip=true package >"$log" 2>&1; then
    cat "$log" >&2
    say "run-bench.sh: the build failed"
    exit 1
  fi
  # The jar is as old as the build's start: what was edited meanwhile is newer and builds again.
  touch -r "$building" "$jar"
  rm -f "$building"
  exec 9>&-
}

run_tests() {
  find_maven
  # The tests call this script: they are to run the jar that is being tested.
  export SERVERBENCH_BUILD=never
  local phase=verify
  # A test that is asked for by name runs once; only one called ...IT needs the packaged jar.
  if [[ " $*" == *" -Dtest="* && $* != *IT* ]]; then phase=test; fi
  maven "$phase" "$@"
}

find_jdk
if [[ ${1:-} == test && ${2:-} != -h && ${2:-} != --help ]]; then
  shift
  run_tests "$@"
  exit
fi
build
if [[ ! -f $jar ]]; then
  say "run-bench.sh: there is no $jar and SERVERBENCH_BUILD=never forbids building it"
  exit 2
fi

case ${1:-help} in
  # The same JVM as in a measured fork (ServerBenchmark), so that the two can be compared.
  serve | calibrate | profile) jvm=(-Xms1g -Xmx1g -XX:+UseParallelGC -XX:-UseDynamicNumberOfCompilerThreads) ;;
  # Waits for forks, then draws.
  all | run | soak | gate | trend | merge) jvm=(-Xmx1g) ;;
  # Draws for some seconds: too short for what an optimizing compiler costs.
  report | compare | publish) jvm=(-Xmx1g -XX:TieredStopAtLevel=1 -XX:+UseParallelGC) ;;
  # Over in a moment: not worth an optimizing compiler or a collector with threads.
  *) jvm=(-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC) ;;
esac

# Children see what the terminal is from here: Java cannot ask for one stream at a time.
terminal=()
if [[ -t 2 ]]; then terminal+=(-Dserverbench.live=true); fi
if [[ -t 1 ]]; then
  size=$(stty size </dev/tty 2>/dev/null || true)
  [[ ${size#* } =~ ^[1-9][0-9]*$ ]] && terminal+=("-Dserverbench.columns=${size#* }")
fi

# A shell starts background jobs with SIGINT ignored; whoever sends one to this process means it.
unignore=()
if env --default-signal=INT true 2>/dev/null; then unignore=(env --default-signal=INT); fi

# shellcheck disable=SC2086 # options are words
exec ${unignore[@]+"${unignore[@]}"} "$JAVA_HOME/bin/java" "${jvm_access[@]}" "${jvm[@]}" \
  -Djava.awt.headless=true -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
  "-Dserverbench.home=$home" ${terminal[@]+"${terminal[@]}"} ${SERVERBENCH_JAVA_OPTS:-} \
  -cp "$jar" serverbench.cli.Main "$@"
