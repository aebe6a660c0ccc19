# SPDX-License-Identifier: GPL-3.0-or-later
# Reads data/claims.json: awk -f json.awk -f claims.awk -f PROGRAM. claim[N, FIELD] and check[N, M, FIELD] then
# hold the claims 0 to claims - 1, and of each its checks 0 to checks[N] - 1.

function json_value(path, value,    part, n) {
	n = split(path, part, ".")
	if (part[1] != "items")
		return
	if (n == 3) {
		claim[part[2], part[3]] = value
		claims = part[2] + 1
	} else {
		check[part[2], part[4], part[5]] = value
		checks[part[2]] = part[4] + 1
	}
}

function read_claims(path,    line, status) {
	while ((status = (getline line < path)) > 0)
		json_line(line)
	close(path)
	if (status < 0 || !claims)
		die(path ": no claims")
}
