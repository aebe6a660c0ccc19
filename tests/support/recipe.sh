# SPDX-License-Identifier: GPL-3.0-or-later
# Recipes of src/HACKING, applied by the lines that stand there: source this file behind tap.sh.
# shellcheck shell=sh disable=SC2154 # tap_tmp is set by tap.sh

# copy_tree FOLDER: the sources with their times, whether from a checkout or a release archive.
copy_tree() {
	mkdir -p "$1"
	(cd "$abs_top_srcdir" && tar -cf - --exclude=./.git --exclude=./build --exclude=./_build --exclude='./gpuplan-*' \
		--exclude='*.o' --exclude='*.a' .) | (cd "$1" && tar -xpf -)
	chmod -R u+w "$1"
}

# example RECIPE NUMBER: the literal lines that stand there, without their eight blanks.
example() {
	awk -v recipe="$1" -v number="$2" '
	/^Recipe: / { inside = $0 == "Recipe: " recipe; block = 0 }
	{ literal = inside && /^        / }
	literal && !before { block++ }
	{ before = literal }
	literal && block == number { print substr($0, 9); found = 1 }
	END { exit !found }' "$abs_top_srcdir/src/HACKING" || fail "the recipe of a $1 has no example $2"
}

# step RECIPE NUMBER: all literal lines of that step, with the empty ones between them: a file.
step() {
	awk -v recipe="$1" -v number="$2" '
	/^Recipe: / { inside = $0 == "Recipe: " recipe; at = 0 }
	inside && /^[0-9]+\. / { at = $1 + 0 }
	!inside || at != number { next }
	/^        / { for (; empty > 0; empty--) print ""; print substr($0, 9); found = 1 }
	/^$/ { if (found) empty++ }
	END { exit !found }' "$abs_top_srcdir/src/HACKING" || fail "the recipe of a $1 has no step $2"
}

# row RECIPE NUMBER: the same on one line.
row() {
	example "$@" | tr '\n' ' ' | sed 's/ $//'
}

# insert FILE PATTERN TEXT: behind the first line that matches, with what a list needs: a fault when none does.
insert() {
	if ! grep -q -e "$2" "$1"; then
		fail "$1 has no line like $2"
		return
	fi
	TEXT=$3 awk -v pattern="$2" '{ print } !done && $0 ~ pattern { print ENVIRON["TEXT"]; done = 1 }' "$1" \
		>"$tap_tmp/inserted" && cat "$tap_tmp/inserted" >"$1"
}

# before FILE PATTERN TEXT: the same before that line.
insert_before() {
	if ! grep -q -e "$2" "$1"; then
		fail "$1 has no line like $2"
		return
	fi
	TEXT=$3 awk -v pattern="$2" '!done && $0 ~ pattern { print ENVIRON["TEXT"]; done = 1 } { print }' "$1" \
		>"$tap_tmp/inserted" && cat "$tap_tmp/inserted" >"$1"
}

# add_item FILE OBJECT: the first of the items.
add_item() {
	insert "$1" '"items": \[' " $2,"
}
