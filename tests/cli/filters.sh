#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Filters by place and by what is known of providers: answers, faults, what is said of them.
# shellcheck disable=SC2154 # out and err are set by tap.sh
. "${abs_top_srcdir:-$(dirname "$0")/../..}/tests/support/tap.sh"

XDG_CONFIG_HOME=$tap_tmp/config
GPUPLAN_DATADIR=${GPUPLAN_DATADIR:-$abs_top_srcdir/data}
LC_ALL=C.UTF-8
export XDG_CONFIG_HOME GPUPLAN_DATADIR LC_ALL

rank() {
	"$GPUPLAN" rank "$@"
}

# Europe, also where the names of its regions do not say so.
status 'Europe' 0 rank --region EU --format json
like 'has prices' "$out" '"provider":"(azure|gcp|scaleway|verda)"'
status 'by its name' 0 rank --region europe --format json
like 'has them too' "$out" '"provider":"(azure|gcp|scaleway|verda)"'
status 'India by name' 0 rank --region India --format json
like 'has prices' "$out" '"provider":"aws"'
status 'a part of a name' 0 rank --region us-central --format csv
like 'is one as before' "$out" ',gcp,'
status 'several countries' 0 rank --country NL --country in --format json
like 'are in the scenario' "$out" '"country":\["IN","NL"\]'
status 'residency' 0 rank --residency eu --gpu A100-SXM-40GB --format json
like 'is in the scenario' "$out" '"residency":"eu"'

# Nobody knows these.
status 'a country that is none' 2 rank --country XX
like 'says what is allowed' "$err" "^gpuplan: --country: 'XX' is none that is known, allowed is EU, NA, SA, AS, OC, AF or a country by name or code of two letters, such as US or DE$"
is 'in one line' "$(printf '%s\n' "$err" | wc -l | tr -d ' ')" 1
is 'and no answer' "$out" ''
status 'a region that is none' 2 rank --region atlantis
like 'says what is allowed' "$err" "^gpuplan: --region: 'atlantis' is in no name of a region; allowed is a part of one, or EU, NA, .* or a country by name or code of two letters, such as US or DE$"
status 'no country' 2 rank --country ''
like 'a value is wanted' "$err" '^gpuplan: --country: a value is wanted$'
for bad in compliance=iso9001 sla=yes residency=us interconnect=roce billing=day; do
	status "$bad" 2 rank "--$bad"
	like 'says what is allowed' "$err" "^gpuplan: --${bad%=*}: unknown value '${bad#*=}', allowed is (any|soc2)"
done
printf '{"country": ["XX"]}' >"$tap_tmp/plan.json"
status 'a plan of a country that is none' 3 rank --plan "$tap_tmp/plan.json"
like 'names file and place' "$err" "plan\\.json: /country.*'XX' is none that is known"

# The option may stand alone.
for form in '--sla' '--sla formal' '--sla=formal' '--sla --top 3'; do
	# shellcheck disable=SC2086 # two words
	status "$form" 0 rank $form --format json
	like 'is formal' "$out" '"sla":"formal"'
done
like 'and says whom it leaves out' "$out" '"id":"providers-unknown","text":"--sla leaves out [0-9]+ providers of which it is not known\.","values":\{"providers":[0-9]+,"name":"sla"\}'
status 'any' 0 rank --sla any --format json
like 'is the default' "$out" '"sla":"any"'
unlike 'and leaves nobody out' "$out" 'providers-unknown'
status 'several certificates' 0 rank --compliance soc2 --compliance hipaa
like 'say whom they leave out' "$out" '^Warning: --compliance leaves out [0-9]+ providers of which it is not known\.$'

# What leaves nothing says what it would take. H100 SXM on demand is from 2.59.
status 'a country without offers' 0 rank --gpu H100-SXM-80GB --country NG
like 'says so' "$out" '^Warning: The filters leave no price\.$'
like 'and what it would take' "$out" '^Warning: Without --country 1 GPU has a price, from \$2\.59 a GPU-hour\.$'
like 'so does the row' "$out" 'No dated price passes --country; without it from \$2\.59 a GPU-hour\.'
status 'as JSON' 0 rank --gpu H100-SXM-80GB --country NG --format json
like 'a reason' "$out" '"id":"no-price","text":"[^"]*","values":\{"without_usd":2\.59,"name":"country"\}'
like 'a warning' "$out" '"id":"without-filter","text":"[^"]*","values":\{"gpus":1,"low_usd":2\.59,"name":"country"\}'
status 'by default' 0 rank --format json
unlike 'there is none' "$out" 'filters-leave|without-filter|providers-unknown'

# The catalog can be asked in the same way.
status 'prices of a country' 0 "$GPUPLAN" catalog list prices --country NL --format csv
like 'are those' "$out" ',europe-west4,'
unlike 'and no others' "$out" ',us-'
status 'providers with a certificate' 0 "$GPUPLAN" catalog list providers --compliance hipaa --format csv
is 'are those that have it' "$(printf '%s\n' "$out" | sed 1d | cut -d, -f1 | tr '\n' ' ')" 'aws aws-sagemaker azure gcp oci runpod '
status 'GPUs have no country' 2 "$GPUPLAN" catalog list gpus --country NL
like 'which is said' "$err" '^gpuplan: catalog list gpus: --country does not choose among them$'
status 'a provider' 0 "$GPUPLAN" catalog show scaleway
like 'its SLA' "$out" '^  formal SLA +yes$'
like 'of how much' "$out" '99\.5 \(GPU instances\)'
like 'as of when' "$out" '^  facts as of +2026-07-11$'
like 'from where' "$out" '^  source of the facts +provider-facts scaleway/docs-content'
status 'the shipped catalog' 0 "$GPUPLAN" catalog check
unlike 'knows the countries of its regions' "$out" 'warning'

# Facts of one's own, and regions that nobody knows.
mkdir "$tap_tmp/over"
printf '{"schema":"gpuplan-catalog/1","kind":"providers","items":[{"id":"verda","facts":{"sla":"yes","source":"own","as_of":"2026-11-01"}}]}\n' \
	>"$tap_tmp/over/providers.json"
status 'facts of an overlay' 0 "$GPUPLAN" catalog list providers --sla --format csv --catalog "$tap_tmp/over"
like 'count' "$out" '^verda,'
printf '{"schema":"gpuplan-catalog/1","kind":"providers","items":[{"id":"own-racks","name":"Own Racks","kind":"specialist","facts":{"sla":"maybe","countries":["XX"]}}]}\n' \
	>"$tap_tmp/over/providers.json"
status 'bad facts' 3 "$GPUPLAN" catalog check "$tap_tmp/over/providers.json"
like 'an unknown word' "$out" '/items/0/facts.sla: "maybe" must be one of unknown, yes, no, listed, in_progress, partners'
like 'an unknown country' "$out" '/items/0/facts.countries/0: "XX" must be an id of countries\.json'
like 'no source' "$out" '/items/0/facts.source'
like 'no date' "$out" '/items/0/facts.as_of: facts need a date'
rm "$tap_tmp/over/providers.json"
printf '{"schema":"gpuplan-catalog/1","kind":"regions","items":[{"id":"nowhere","source":"own"},{"id":"nobody:moon-1","source":"own"},{"id":"verda:moon-2","country":"XX","source":"own"}]}\n' \
	>"$tap_tmp/over/regions.json"
status 'bad regions' 3 "$GPUPLAN" catalog check "$tap_tmp/over/regions.json"
like 'no provider' "$out" '/items/0/id: "nowhere" must be PROVIDER:REGION'
like 'an unknown one' "$out" '/items/1/id: "nobody" must be an id of providers\.json'
like 'an unknown country' "$out" '/items/2/country: "XX" must be an id of countries\.json'
printf '{"schema":"gpuplan-catalog/1","kind":"regions","items":[{"id":"verda:moon-2","country":"FI","source":"own"}]}\n' \
	>"$tap_tmp/over/regions.json"
printf '{"schema":"gpuplan-catalog/1","kind":"prices","items":[{"id":"own:1","provider":"verda","gpu":"L40S","gpus":1,"region":"moon-1","purchase":"on_demand","usd_per_gpu_hour":0.01,"as_of":"2026-11-01","source":"own"}]}\n' \
	>"$tap_tmp/over/prices.json"
status 'a price on the moon' 0 "$GPUPLAN" catalog check --catalog "$tap_tmp/over"
like 'is a warning' "$out" '^warning: regions\.json: the country of "moon-1" of verda is not known \(1 price\)$'
status 'a part of its name' 0 rank --region moon --gpu L40S --model meta-llama/Llama-3.1-8B --catalog "$tap_tmp/over" --format json
like 'finds it' "$out" '"usd_per_gpu_hour":0\.01,'
sed 's/moon-1/moon-2/' "$tap_tmp/over/prices.json" >"$tap_tmp/prices" && cp "$tap_tmp/prices" "$tap_tmp/over/prices.json"
status 'a region of an overlay' 0 rank --residency eu --gpu L40S --model meta-llama/Llama-3.1-8B --catalog "$tap_tmp/over" --format json
like 'is where it says' "$out" '"usd_per_gpu_hour":0\.01,'
sed 's/moon-2/moon-1/' "$tap_tmp/over/prices.json" >"$tap_tmp/prices" && cp "$tap_tmp/prices" "$tap_tmp/over/prices.json"
status 'a continent' 0 rank --region EU --gpu L40S --model meta-llama/Llama-3.1-8B --catalog "$tap_tmp/over" --format json
unlike 'does not' "$out" '"usd_per_gpu_hour":0\.01,'

done_testing
