# SPDX-License-Identifier: GPL-3.0-or-later
# Lists the checks of data/claims.json, one a line with bars between its fields:
# awk -v path=FILE -f json.awk -f claims.awk -f claim_checks.awk

function die(what) {
	print "claim_checks.awk: " what > "/dev/stderr"
	exit 1
}

BEGIN {
	read_claims(path)
	for (n = 0; n < claims; n++)
		for (m = 0; m < checks[n]; m++) {
			line = claim[n, "id"] " " m + 1
			count = split("prices command figure over_command over is low high known", field, " ")
			for (i = 1; i <= count; i++) {
				if (index(check[n, m, field[i]], "|"))
					die(claim[n, "id"] ": a bar in " field[i])
				line = line "|" check[n, m, field[i]]
			}
			print line
		}
}
