# SPDX-License-Identifier: GPL-3.0-or-later
# The measured runs that estimates lean on, from the answers to all measurements:
#   gpuplan sweep --no-measured data/measurements.csv | awk -f data/neighbours.awk | LC_ALL=C sort
# A line is a run under a fixed number of users; residuals are ln(measured/estimated).

# Fields of a CSV line; quoted ones lose their quotes.
function split_csv(line, cells,    n, i, c, quoted) {
	split("", cells)
	n = 1
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\"")
			quoted = !quoted
		else if (c == "," && !quoted)
			n++
		else
			cells[n] = cells[n] c
	}
	return n
}

function cell(name) {
	return cells[column[name]]
}

function flush_run() {
	if (key != "")
		print key "," residual["tpot_s"] "," residual["output_tok_s"] "," residual["ttft_s"] "," source
	split("", residual)
}

NR == 1 {
	n = split_csv($0, names)
	for (i = 1; i <= n; i++)
		column[names[i]] = i
	next
}

{
	split_csv($0, cells)
	if (cell("concurrency") == "" || cell("batching") == "static" || cell("metric") == "prefill_tok_s" || \
	    cell(cell("metric")) == "")
		next
	# A format that was put in the place of another one is no evidence about either.
	if (cell("assumed") ~ / read as /)
		next
	most = cell("max_concurrency") < 1 ? 1 : cell("max_concurrency")
	users = cell("concurrency") == "max" || cell("concurrency") + 0 > most ? most : cell("concurrency")
	run = cell("model") "," cell("gpu") "," cell("engine") "," cell("tuning") "," cell("weights") "," \
		cell("kv") "," cell("tp") "," cell("pp") "," cell("ep") "," cell("dp") "," cell("prompt") "," \
		cell("output") "," users
	if (run != key || cell("source") != source || residual[cell("metric")] != "") {
		flush_run()
		key = run
		source = cell("source")
	}
	residual[cell("metric")] = sprintf("%.4f", log(cell("measured") / cell(cell("metric"))))
}

END {
	flush_run()
}
