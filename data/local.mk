# SPDX-License-Identifier: GPL-3.0-or-later
# The catalog that is installed; every file is listed.
dist_pkgdata_DATA = \
	%D%/FIT.txt \
	%D%/SOURCES \
	%D%/bands.json \
	%D%/claims.json \
	%D%/countries.json \
	%D%/decisions.json \
	%D%/engines.json \
	%D%/families.json \
	%D%/figures.json \
	%D%/fit_baseline.csv \
	%D%/formats.json \
	%D%/gpus.json \
	%D%/kv_formats.json \
	%D%/links.json \
	%D%/measurements.csv \
	%D%/media.json \
	%D%/media_runs.csv \
	%D%/mig.json \
	%D%/models.json \
	%D%/ownership.json \
	%D%/neighbours.csv \
	%D%/parameters.json \
	%D%/percentile_predictions.csv \
	%D%/percentiles.csv \
	%D%/policy.json \
	%D%/predictions.csv \
	%D%/prices.json \
	%D%/providers.json \
	%D%/questions.json \
	%D%/regions.json \
	%D%/sources.json \
	%D%/training_runs.csv

# Makes neighbours.csv; nobody needs it to run the program.
EXTRA_DIST += %D%/neighbours.awk
