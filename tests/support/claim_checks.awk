# SPDX-License-Identifier: GPL-3.0-or-later
# Lists what is to be run and looked at of files of claims, one a line with bars between the fields:
# awk -v files="FILE..." -f json.awk -f claims.awk -f claim_checks.awk writes "checks" (name, answer, figure,
# answer and figure to divide by, what it is or its lowest and highest, what is known to differ), "runs" (answer,
# prices, command, each once) and "prices" (number, what the folder holds).

function die(what) {
	print "claim_checks.awk: " what > "/dev/stderr"
	exit 1
}

function number_of(what, known, file,    line) {
	if (!(what in known)) {
		known[what] = ++count[file]
		print count[file] "|" what > file
	}
	return known[what]
}

# The answer of a command with these prices, which are none where there is no number.
function answer(prices, command) {
	return number_of((prices == "" ? "" : number_of(prices, folder, "prices")) "|" command, run, "runs")
}

function field(n, m, name) {
	if (index(check[n, m, name], "|"))
		die(claim[n, "id"] ": a bar in " name)
	return check[n, m, name]
}

BEGIN {
	files_count = split(files, file, " ")
	for (i = 1; i <= files_count; i++)
		read_claims(file[i])
	for (n = 0; n < claims; n++)
		for (m = 0; m < checks[n]; m++) {
			prices = field(n, m, "prices")
			command = field(n, m, "command")
			over = field(n, m, "over")
			second = field(n, m, "over_command")
			line = claim[n, "id"] " " m + 1 "|" answer(prices, command) "|" field(n, m, "figure") "|"
			line = line (over == "" ? "" : answer(prices, second == "" ? command : second)) "|" over
			line = line "|" field(n, m, "is") "|" field(n, m, "low") "|" field(n, m, "high")
			print line "|" field(n, m, "known") "|" command > "checks"
		}
}
