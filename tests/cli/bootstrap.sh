#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The two commands of the README in their order, in a tree of stubs: what is installed for the second
# has to reach the build that the first one made.
. "$abs_top_srcdir/tests/support/tap.sh"

tree=$tap_tmp/tree
bin=$tap_tmp/bin
mkdir -p "$tree/m4" "$tree/src" "$tree/data" "$tree/man" "$tree/tests" "$bin"
cp "$abs_top_srcdir/bootstrap" "$tree/bootstrap"
for file in configure.ac m4/warnings.m4 Makefile.am src/local.mk data/local.mk man/local.mk tests/local.mk; do
	: >"$tree/$file"
done

# stub NAME: its body is on standard input.
stub() {
	{
		echo '#!/bin/sh'
		echo "tmp='$tap_tmp'"
		cat
	} >"$bin/$1"
	chmod +x "$bin/$1"
}

# The libraries of the tests come with the first installation.
stub pkg-config <<'EOS'
case $* in *cmocka* | *vterm*) [ -e "$tmp/installed" ] ;; esac
EOS
stub apt-get <<'EOS'
case $* in *install*) echo "$*" >>"$tmp/installed" ;; esac
EOS
stub id <<'EOS'
echo 0
EOS
stub autoreconf <<'EOS'
for file in aclocal.m4 config.h.in Makefile.in; do : >"$file"; done
cp "$tmp/bin/configure" configure
EOS
# As automake's: a rule of a condition that does not hold is commented out.
stub configure <<'EOS'
case $* in *--disable-nls*)
	echo "$*" >"$tmp/otherwise"
	: >Makefile
	exit 0
	;;
esac
echo once >>"$tmp/configured"
off='#'
[ ! -e "$tmp/installed" ] || off=
printf 'S["HAVE_CMOCKA_TRUE"]="%s"\nS["HAVE_CMOCKA_FALSE"]="x"\n' "$off" >config.status
printf 'S["HAVE_PTY_TRUE"]="%s"\n' "$off" >>config.status
echo '# made' >Makefile
EOS
stub make <<'EOS'
mkdir -p src tests
cp /bin/true src/gpuplan
rm -f tests/some.trs
for i in $(seq "$(cat "$tmp/skips" 2>/dev/null || echo 0)"); do
	echo ":test-result: SKIP tests/some $i - a thing # SKIP no thing here" >>tests/some.trs
done
echo '# PASS:  1'
EOS
for tool in cc clang gcc automake msgfmt autopoint nm mandoc python3 localedef; do
	stub "$tool" </dev/null
done

run_bootstrap() {
	PATH=$bin:$PATH BUILDDIR=$tree/build "$tree/bootstrap" "$1"
}

configured() {
	grep -c . "$tap_tmp/configured"
}

status './bootstrap run' 0 run_bootstrap run
is 'configures once' "$(configured)" 1
status './bootstrap check after it' 0 run_bootstrap check
like 'installs the libraries of the tests' "$(cat "$tap_tmp/installed" 2>/dev/null)" 'libcmocka-dev libvterm-dev'
is 'and configures again' "$(configured)" 2
status 'a second check' 0 run_bootstrap check
like 'another build has no translations and no warning' "$(cat "$tap_tmp/otherwise")" \
	'CC=clang .*--disable-nls --enable-werror'
is 'leaves the build alone' "$(configured)" 2
is 'the lines looked for are those that automake writes' \
	"$(grep -c '^S\["HAVE_\(CMOCKA\|PTY\)_TRUE"\]="#\{0,1\}"$' "$abs_top_builddir/config.status")" 2

echo 2 >"$tap_tmp/skips"
status 'two skipped tests' 0 run_bootstrap check
like 'are named with their reason' "$err" 'skipped: tests/some 2 - a thing # SKIP no thing here'
echo 6 >"$tap_tmp/skips"
status 'more than a handful' 1 run_bootstrap check
like 'are a failure' "$err" 'more than 5 tests were skipped'

done_testing
