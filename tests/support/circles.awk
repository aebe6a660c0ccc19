# SPDX-License-Identifier: GPL-3.0-or-later
# nm -A ARCHIVE | awk -f circles.awk: the members that use each other in a circle, with the names.
{
	split($1, place, ":")
	member = place[2]
	sub(/^lib[a-z]*_a-/, "", member)
	sub(/\.o$/, "", member)
	members[member] = 1
	type = $(NF - 1)
	if (type ~ /^[TDRBC]$/)
		home[$NF] = member
	else if (type == "U")
		wants[member] = wants[member] " " $NF
}
END {
	for (from in members) {
		n = split(wants[from], name, " ")
		for (i = 1; i <= n; i++) {
			to = home[name[i]]
			if (to == "" || to == from)
				continue
			taken[from, to] = taken[from, to] " " name[i]
			reaches[from, to] = 1
		}
	}
	for (over in members)
		for (from in members)
			if ((from, over) in reaches)
				for (to in members)
					if ((over, to) in reaches)
						reaches[from, to] = 1
	for (from in members)
		for (to in members)
			if ((from, to) in taken && (to, from) in reaches)
				print from " -> " to ":" taken[from, to]
}
