# SPDX-License-Identifier: GPL-3.0-or-later
# Copies gpuplan-model(7) and puts the formulas, the constants and the errors of the fit in their
# places: awk -v data=FOLDER -v src=FOLDER -f mdoc.awk -f json.awk -f claims.awk -f model.awk gpuplan-model.7.in

function die(what) {
	print "model.awk: " what > "/dev/stderr"
	failed = 1
	exit 1
}

# What a JSON string holds.
function unescaped(s,    i, c, out) {
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "\\") {
			c = substr(s, ++i, 1)
			if (c ~ /[a-z]/)
				die("an escape of JSON that is not known: " s)
		}
		out = out c
	}
	return out
}

# The value of a key of a JSON object on one line; numbers as they stand, strings unquoted.
function member(object, key,    at, s) {
	at = index(object, "\"" key "\":")
	if (!at)
		return ""
	s = substr(object, at + length(key) + 3)
	sub(/^ */, "", s)
	if (s ~ /^"/) {
		match(s, /^"([^"\\]|\\.)*"/)
		return unescaped(substr(s, 2, RLENGTH - 2))
	}
	match(s, /^[^,}]*/)
	return substr(s, 1, RLENGTH)
}

function constants(    path, line, status, n, unit, note) {
	path = data "/parameters.json"
	while ((status = (getline line < path)) > 0) {
		if (line !~ /^ *[{]"id"/)
			continue
		unit = member(line, "unit")
		note = member(line, "status")
		if (member(line, "rows") != "" && member(line, "rows") != "null")
			note = note ", " member(line, "rows") " rows"
		printf ".It Va %s No = %s%s\n%s\n.Po\n%s\n.Pc\n", member(line, "id"), member(line, "value"),
			unit == "1" || unit == "see text" ? "" : " " unit,
			plain(member(line, "meaning") "."), plain(note "; " member(line, "source"))
		n++
	}
	close(path)
	if (status < 0 || !n)
		die(path ": no constants")
}

# Merge sort of list[low..high], numbers.
function sort(list, low, high,    middle, i, j, n) {
	if (low >= high)
		return
	middle = int((low + high) / 2)
	sort(list, low, middle)
	sort(list, middle + 1, high)
	i = low
	j = middle + 1
	for (n = low; n <= high; n++)
		spare[n] = j > high || (i <= middle && list[i] <= list[j]) ? list[i++] : list[j++]
	for (n = low; n <= high; n++)
		list[n] = spare[n]
}

# Reads one row of a table into cell[name]; quoted fields lose their inside.
function read_row(path, names,    line, list, i, n, status) {
	status = (getline line < path)
	if (status < 0)
		die(path ": cannot be read")
	if (status == 0)
		return 0
	gsub(/"[^"]*"/, "", line)
	n = split(line, list, ",")
	for (i = 1; i <= n; i++)
		if (names)
			title[path, i] = list[i]
		else
			cell[title[path, i]] = list[i]
	return 1
}

function note_error(key, way, predicted, measured,    error) {
	if (predicted == "")
		return
	error = predicted / measured - 1
	errors[key, way, ++count[key, way]] = error < 0 ? -error : error
}

function figure(key, way,    i, n, list) {
	n = count[key, way]
	if (!n)
		return "-"
	for (i = 1; i <= n; i++)
		list[i] = errors[key, way, i]
	sort(list, 1, n)
	return percent(list[ceiling(n * 0.5)]) " / " percent(list[ceiling(n * 0.9)])
}

function ceiling(x) {
	return x == int(x) ? x : int(x) + 1
}

function percent(share) {
	return sprintf(share < 0.0995 ? "%.1f" : "%.0f", 100 * share)
}

function read_measurements(    measured, predicted, id, i, key, keys, metric) {
	measured = data "/measurements.csv"
	predicted = data "/predictions.csv"
	read_row(predicted, 1)
	read_row(measured, 1)
	while (read_row(predicted, 0)) {
		id = cell["id"]
		do {
			if (!read_row(measured, 0))
				die(measured ": lacks " id)
			# Both tables have an id: the measurement's is the later one read.
		} while (cell["id"] != id)
		metric = cell["metric"]
		keys[1] = metric SUBSEP "all"
		keys[2] = metric SUBSEP cell["kind"]
		if (!(metric in seen)) {
			seen[metric] = 1
			metrics[++metric_count] = metric
		}
		for (i = 1; i <= 2; i++) {
			key = keys[i]
			rows[key]++
			for (way = 1; way <= 4; way++)
				note_error(key, way, cell[ways[way]], cell["measured"])
			if (cell["low"] != "") {
				banded[key]++
				held[key] += cell["low"] + 0 <= cell["measured"] + 0 && \
					cell["measured"] + 0 <= cell["high"] + 0
			}
		}
	}
}

function accuracy(    i, k, key, kinds, format) {
	split("group_out source_out bandwidth_rule roofline_rule", ways, " ")
	split("all dense moe", kinds, " ")
	read_measurements()
	format = "%-13s %-5s %5s  %11s  %12s  %7s  %14s  %12s\n"
	printf format, "figure", "kind", "rows", "group out", "source out", "in band", "0.55 bandwidth", \
		"0.6 roofline"
	for (i = 1; i <= metric_count; i++)
		for (k = 1; k <= 3; k++) {
			key = metrics[i] SUBSEP kinds[k]
			if (rows[key])
				printf format, metrics[i], kinds[k], rows[key], figure(key, 1), figure(key, 2), \
					banded[key] ? percent(held[key] / banded[key]) : "-", \
					figure(key, 3), figure(key, 4)
		}
}

# Columns of a line behind its name: errors, bias and share in the band of one way.
function percentile_figure(key, way,    i, n, list) {
	n = count[key, way]
	for (i = 1; i <= n; i++)
		list[i] = ratios[key, way, i]
	sort(list, 1, n)
	return sprintf("%9s  %4.2f  %4s", figure(key, way), list[ceiling(n * 0.5)], percent(held[key, way] / n))
}

function read_percentile(key, at, way, measured, predicted, error,    ratio) {
	note_error(key, way, predicted, measured)
	ratio = measured / predicted
	ratios[key, way, count[key, way]] = ratio
	ratio = log(ratio)
	held[key, way] += (ratio < 0 ? -ratio : ratio) <= 1.2815515655446004 * error
}

function percentiles(    measured, predicted, i, n, at, ats, key, keys, names) {
	measured = data "/percentiles.csv"
	predicted = data "/percentile_predictions.csv"
	split("p50 p90 p95 p99", ats, " ")
	read_row(measured, 1)
	read_row(predicted, 1)
	while (read_row(measured, 0))
		for (i = 1; i <= 4; i++) {
			at = ats[i]
			if (cell[at] == "")
				continue
			if (!read_row(predicted, 0) || cell["at"] != at)
				die(predicted ": lacks " at " of " cell["id"])
			key = cell["metric"] SUBSEP cell["slice"] SUBSEP at
			read_percentile(key, at, 1, cell[at] / cell["mean"], cell["constants"], cell["constants_error"])
			read_percentile(key, at, 2, cell[at] / cell["mean"], cell["source_out"], cell["source_out_error"])
			if (count[key, 1] == 1)
				keys[++n] = key
		}
	printf "%-12s %-6s %-3s %4s  %9s  %4s  %4s  %9s  %4s  %4s\n", "test", "figure", "at", "rows", "as it is", \
		"bias", "band", "unseen", "bias", "band"
	for (i = 1; i <= n; i++) {
		split(keys[i], names, SUBSEP)
		printf "%-12s %-6s %-3s %4d  %s  %s\n", names[2], names[1], names[3], count[keys[i], 1], \
			percentile_figure(keys[i], 1), percentile_figure(keys[i], 2)
	}
}

# The first table of FIT.txt on media models.
function media(    path, line, status, inside, n) {
	path = data "/FIT.txt"
	while ((status = (getline line < path)) > 0) {
		if (line == "Media")
			inside = 1
		else if (inside == 1 && line ~ /^ .* rows /)
			inside = 2
		if (inside < 2)
			continue
		if (line == "")
			break
		print line
		n++
	}
	close(path)
	if (status < 0 || !n)
		die(path ": no table of media models")
}

# Writes text in lines of at most 72 characters, further ones indented.
function wrap(text,    n, list, i, line) {
	n = split(text, list, " ")
	line = list[1]
	for (i = 2; i <= n; i++)
		if (length(line) + length(list[i]) > 71) {
			print line
			line = "    " list[i]
		} else {
			line = line " " list[i]
		}
	print line
}

# The table of errors of training as the fit wrote it: fitted, source out, GPU out, held.
function training(    path, line, on, n) {
	path = data "/FIT.txt"
	printf "%-20s %4s %14s %14s %14s %6s\n", "", "rows", "fitted", "source out", "GPU out", "held"
	while ((getline line < path) > 0) {
		if (line == "Training")
			on = 1
		else if (on && n && line == "")
			break
		else if (on && line ~ /^  [a-zA-Z].* \/ /) {
			printf "%s %s%s%s%s %s\n", substr(line, 3, 20), substr(line, 24, 4), substr(line, 29, 15),
				substr(line, 45, 15), substr(line, 61, 15), substr(line, 106, 6)
			n++
		}
	}
	close(path)
	if (!n)
		die(path ": no table of training")
}

# The formula of a macro, "TRACE_FORMULA(t, name, expression": what it is called and computes.
function formula(text,    kind, name, id) {
	kind = text
	sub(/\(.*/, "", kind)
	sub(/^[A-Z_]*\([^,]*, /, "", text)
	name = text
	sub(/,.*/, "", name)
	sub(/^[^,]*, /, "", text)
	if (kind ~ /_AS$|_ONCE$/) {
		id = text
		sub(/,.*/, "", id)
		sub(/^[^,]*, /, "", text)
		if (id ~ /^"/ && kind ~ /_AS$/)
			name = substr(id, 2, length(id) - 2)
	}
	if (kind == "TRACE_MIN")
		return name " = min(" name ", " text ")"
	if (kind == "TRACE_JOIN")
		return name " " substr(text, 1, 1) "= " substr(text, 4)
	return name " = " text
}

# What a file of the program computes with a trace, in its order.
function formulas(file,    path, line, list, status, text, depth, i, c, n, at) {
	path = src "/core/" file
	while ((status = (getline line < path)) > 0) {
		# Of one kind of layer: macros of a file's own are told by what they stand for.
		if (!depth && line ~ /^\tLAYERS\(t, d, /) {
			split(line, list, ", ")
			print "fixed += " list[3] " * " list[4]
			continue
		}
		if (!depth) {
			at = match(line, /TRACE_(FORMULA|FORMULA_AS|ONCE|PART|JOIN|MIN)\(t, /)
			if (!at || line ~ /^#/ || line ~ /\\$/)
				continue
			text = ""
			line = substr(line, at)
		}
		gsub(/[ \t]+/, " ", line)
		sub(/^ /, "", line)
		for (i = 1; i <= length(line); i++) {
			c = substr(line, i, 1)
			depth += (c == "(") - (c == ")")
			if (c == ")" && !depth)
				break
			text = text c
		}
		if (depth) {
			text = text " "
			continue
		}
		wrap(formula(text))
		n++
	}
	close(path)
	if (status < 0 || !n)
		die(path ": no formulas")
}

# The files that compute with a trace, and what they are about.
function all_formulas(    files, i, n) {
	n = split("memory.c=Memory kv_entry.h=An entry of the KV cache kv.c=The KV cache of a request " \
		"attention.c=What attention reads and multiplies step_part.c=Weights of a step " \
		"step.c=A step step_exchange.c=Exchange between GPUs gpu.c=Links serving.c=Prompts " \
		"closed_loop.c=A number of users and a static batch open_loop.c=An arrival rate percentile.c=Percentiles " \
		"cost.c=Cost training.c=Training training_memory.c=Memory of training goodput.c=Goodput " \
		"media_work.c=Work of an image or clip media_rate.c=Rates of images and clips " \
		"media_time.c=Seconds of an image or clip media_memory.c=Memory of images and clips " \
		"speech.c=Speech transcription.c=Transcription embedding.c=Embeddings and rerankers",
		files, "=")
	for (i = 1; i < n; i++) {
		print (i > 1 ? "\n" : "") title_of(files[i + 1]) ":"
		formulas(file_of(files[i]))
	}
}

# Between two "=" stand the words about one file and the name of the next.
function title_of(text) {
	sub(/ [a-z_]*[.][ch]$/, "", text)
	return text
}

function file_of(text) {
	sub(/^.* /, "", text)
	return text
}

# A command as one types it, in lines of at most 64 characters that end in a backslash; an option keeps its value.
function print_command(text,    n, list, i, line) {
	gsub(/ --/, "\n--", text)
	n = split(text, list, "\n")
	line = list[1]
	for (i = 2; i <= n; i++)
		if (length(line) + length(list[i]) > 61) {
			print line " \\e"
			line = "    " list[i]
		} else {
			line = line " " list[i]
		}
	print line
}

# The commands of a claim, each once.
function print_checks(n,    m, known) {
	if (!checks[n])
		return
	print ".Bd -literal -offset indent"
	for (m = 0; m < checks[n]; m++) {
		print_once(check[n, m, "command"], known)
		print_once(check[n, m, "over_command"], known)
	}
	print ".Ed"
}

function print_once(command, known) {
	if (command != "" && !(command in known))
		print_command(command)
	known[command] = 1
}

# What the folder "article" of the commands holds.
function print_prices(n,    m, known, prices) {
	for (m = 0; m < checks[n]; m++) {
		prices = check[n, m, "prices"]
		if (prices != "" && !(prices in known))
			print plain("Prices: " prices ".")
		known[prices] = 1
	}
}

# Where the program is known to differ from what is published.
function print_known(n,    m) {
	for (m = 0; m < checks[n]; m++)
		if (check[n, m, "known"] != "")
			print plain("The program differs here: " check[n, m, "known"])
}

# Sentences, each on lines of its own.
function sentences(text) {
	gsub(/[.] /, ".\n", text)
	return plain(text)
}

function verdict_of(n,    word) {
	word["holds"] = "Holds"
	word["condition"] = "Holds under a condition"
	word["wrong"] = "Wrong"
	word["unknown"] = "Out of reach"
	word["open"] = "Open"
	if (!(claim[n, "verdict"] in word))
		die(claim[n, "id"] ": no verdict is called " claim[n, "verdict"])
	return ".Em \"" word[claim[n, "verdict"]] "\" :"
}

# A claim with what the program finds, without its commands.
function print_claim(n) {
	print ".It"
	print sentence(claim[n, "claim"])
	print verdict_of(n)
	print sentences(claim[n, "reason"])
	print plain("(" claim[n, "source"] ")")
	print_known(n)
}

# Claims with the commands that decide.
function articles(file,    n) {
	n = claims + 0
	read_claims(data "/" file)
	for (; n < claims; n++) {
		print_claim(n)
		print_prices(n)
		print_checks(n)
	}
}

# Claims that are many: those with this verdict, or all.
function findings(file, verdict,    n) {
	n = claims + 0
	read_claims(data "/" file)
	for (; n < claims; n++)
		if (verdict == "" || claim[n, "verdict"] == verdict)
			print_claim(n)
}

/^\.\\" @[A-Z]+@$/ {
	if ($2 == "@CONSTANTS@")
		constants()
	else if ($2 == "@FORMULAS@")
		all_formulas()
	else if ($2 == "@ACCURACY@")
		accuracy()
	else if ($2 == "@TRAINING@")
		training()
	else if ($2 == "@MEDIA@")
		media()
	else if ($2 == "@ARTICLES@")
		articles("claims.json")
	else if ($2 == "@DECISIONS@")
		findings("decisions.json")
	else if ($2 == "@FIGURES@")
		findings("figures.json", "wrong")
	else if ($2 == "@QUESTIONS@")
		articles("questions.json")
	else if ($2 == "@PERCENTILES@")
		percentiles()
	else
		die("no list is called " $2)
	next
}

{ print }

END {
	if (failed)
		exit 1
}
