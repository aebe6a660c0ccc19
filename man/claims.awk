# SPDX-License-Identifier: GPL-3.0-or-later
# Reads files of claims: awk -f json.awk -f claims.awk -f PROGRAM. claim[N, FIELD] and check[N, M, FIELD] then
# hold the claims 0 to claims - 1 of all files read, and of each its checks 0 to checks[N] - 1.

function json_value(path, value,    part, n, at) {
	n = split(path, part, ".")
	at = claims_before + part[2]
	if (part[1] == "prices") {
		snapshot[part[2]] = value
	} else if (part[1] == "items" && n == 3) {
		claim[at, part[3]] = value
		claims = at + 1
	} else if (part[1] == "items") {
		# Prices that a file names once stand for themselves.
		if (part[5] == "prices" && value in snapshot)
			value = snapshot[value]
		check[at, part[4], part[5]] = value
		checks[at] = part[4] + 1
	}
}

function read_claims(path,    line, status) {
	claims_before = claims + 0
	split("", snapshot)
	while ((status = (getline line < path)) > 0)
		json_line(line)
	close(path)
	if (status < 0 || claims == claims_before)
		die(path ": no claims")
}
