# SPDX-License-Identifier: GPL-3.0-or-later
# A figure of an answer in JSON: awk -v figure=PATH -f json.awk -f claim_figure.awk ANSWER. The path begins with a GPU,
# whose row of the results it goes on in.

BEGIN {
	gpu = figure
	sub(/[.].*/, "", gpu)
	inside = substr(figure, length(gpu) + 1)
}

function json_value(path, value) {
	if (path ~ /^results[.][0-9]+[.]gpu$/ && value == gpu)
		wanted = substr(path, 1, length(path) - length(".gpu")) inside
	else if (wanted != "" && path == wanted)
		print value
}

{ json_line($0) }
