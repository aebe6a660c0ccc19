#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Comments cite the project's own manual pages, and sections that these pages have.
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

cd "$abs_top_srcdir" || exit 99

# Documents that are not in the project.  As ids of sources.json two of these words may stand in strings
# and in explanations, which repeat the sources of the data.
outside='performance-model|operator-efficiency|load-and-certainty|kv-cache\.md|INTERFACE|DESIGN\.md|(^|[^a-z])facts/'
# A comment that only begins with "Section 7" names no document.
outside="$outside|/\\* [Ss]ection [0-9]|of section [0-9]"

# cited FOLDER...: lines that cite such a document, outside of strings.
cited() {
	grep -rnE --exclude-dir=golden --exclude=citations.sh "$outside" "$@" |
		sed 's/"\([^"\\]\|\\.\)*"//g' | grep -E "$outside"
}

printf '/* See performance-model-2 section 6. */\n/* Section 7: x. */\n"performance-model" /* good */\n' >"$tap_tmp/a.c"
is 'such citations are seen' "$(cited "$tap_tmp" | wc -l | tr -d ' ')" 2
empty 'no comment cites a document outside the project' "$(cited src tests man)" 'citations'

# headings: "page(N), first word" of every section of every page; a numbered one has its number before it.
headings() {
	for file in man/*.[1-9] man/*.[1-9].in; do
		[ -e "$file" ] || continue
		name=$(basename "$file" .in)
		sed -n "s/^\\.S[hs] /${name%.*}(${name##*.}), /p" "$file"
	done | sed 's/\\&//g' | sed 's/\(), [0-9][0-9.]* [^ ]*\).*/\1/; s/\(), [^0-9 ][^ ]*\).*/\1/'
}
headings | sort -u >"$tap_tmp/headings"
# In sources "gpuplan-model(7), 2.2 Experts"; in lists of pages a page follows, in prose a small letter follows.
grep -rhoE --exclude-dir=golden --exclude=citations.sh 'gpuplan[a-z.-]*\([1-9]\), ([0-9][0-9.]* )?[A-Za-z][A-Za-z.]*' src tests |
	grep -vE '\), (gpuplan|[a-z]+$)' | sed 's/\.$//' | sort -u >"$tap_tmp/cited"
ok 'sections are cited' [ -s "$tap_tmp/cited" ]
empty 'every section that is cited is in its manual page' \
	"$(comm -13 "$tap_tmp/headings" "$tap_tmp/cited")" 'unknown'
empty 'every citation of gpuplan-model(7) has a section' \
	"$(grep -rnE 'gpuplan-model\(7\)[ .:;]*[A-Z(]' src --include='*.[ch]' | grep -v 'gpuplan-model(7), [0-9]')" 'lines'

done_testing
