#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A function is defined in the file named like the header that declares it: what x.h promises is in x.c.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

# Of src/, with what is below them. The others are on their way.
FOLDERS='base core fit catalog study report cli tui'

nm=${TEST_NM:-nm}
command -v "$nm" >/dev/null 2>&1 || skip_all 'nm is missing (Debian: binutils)'

# misplaced SRC OBJECTS FOLDER: what is declared in the folder and stands elsewhere. Objects are those
# of a build below OBJECTS; ones that an older state of the tree left behind have no source.
misplaced() {
	(cd "$2" && find . -name '*.o' -exec "$nm" -A -g --defined-only {} +) 2>/dev/null |
		sed -e 's,^\./,,' -e 's,^\(\([^:]*/\)*\)[a-z_]*-\([^:/]*\)\.o:,\1\3:,' -e 's,\.o:,:,' |
		awk -F: -v src="$1" '!($1 in there) { file = src "/" $1 ".c"
			there[$1] = (getline line <file) > 0; close(file) } there[$1]' >"$tap_tmp/defined"
	(cd "$1" && find "$3" -name '*.h' ! -name '*-*.h' | sort |
		xargs awk -f "$abs_top_srcdir/tests/support/prototypes.awk" "$tap_tmp/defined" | sort)
}

if [ -n "$(find "$abs_top_builddir/src" -name '*.o' 2>/dev/null | head -1)" ]; then
	for folder in $FOLDERS; do
		empty "functions of $folder stand where its headers say" \
			"$(misplaced "$abs_top_srcdir/src" "$abs_top_builddir/src" "$folder")" 'wrong file'
	done
else
	skip 'functions stand where the headers say' 'not built'
fi

# It sees one: two is declared by one.h over three lines; the inline, the callback and the unknown are none.
: "${TEST_CC:=cc}"
mkdir -p "$tap_tmp/src/folder" "$tap_tmp/objects/folder"
cat >"$tap_tmp/src/folder/one.h" <<'EOS'
/* int three(void); */
#define CALL(x) \
	int four(x);
struct thing {
	int (*five)(void); /* { */
};
int one(void);
struct thing *two(const char *text,
		  int (*call)(int value)); /* of what
int six(void); */
static inline int seven(void) { return one(); }
int eight(void);
EOS
echo 'int one(void); int one(void) { return 1; } int four(int); int four(int x) { return x; }' \
	>"$tap_tmp/src/folder/one.c"
echo 'int two(void), three(void), five(void), six(void), seven(void); int two(void) { return 2; }
int three(void) { return 3; } int five(void) { return 5; } int six(void) { return 6; } int seven(void) { return 7; }' \
	>"$tap_tmp/src/folder/other.c"
echo 'int eight(void); int eight(void) { return 8; }' >"$tap_tmp/gone.c"
# shellcheck disable=SC2086 # the compiler may be several words
if $TEST_CC -c "$tap_tmp/src/folder/one.c" -o "$tap_tmp/objects/folder/libfolder_a-one.o" &&
	$TEST_CC -c "$tap_tmp/src/folder/other.c" -o "$tap_tmp/objects/folder/other.o" &&
	$TEST_CC -c "$tap_tmp/gone.c" -o "$tap_tmp/objects/folder/gone.o"; then
	is 'a function in the wrong file is seen, nothing else is' \
		"$(misplaced "$tap_tmp/src" "$tap_tmp/objects" folder)" \
		'folder/one.h declares two, which folder/other.c defines'
else
	skip 'a function in the wrong file is seen' 'no compiler'
fi

done_testing
