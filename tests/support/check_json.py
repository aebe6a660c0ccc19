#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a rank, estimate or fleet answer on standard input against the keys and types of the interface."""
import json
import sys

NUMBER = (int, float)
BAND = ("low", "mid", "high")
RESULT = {
    "gpu": str, "gpus": NUMBER, "tensor_parallel": NUMBER, "pipeline_parallel": NUMBER,
    "expert_parallel": NUMBER, "data_parallel": NUMBER, "weights": str, "kv": str, "engine": str,
    "verdict": str, "p_meets": NUMBER, "replicas": NUMBER, "fits": str, "rank": NUMBER, "equal_to_best": bool,
    "memory": dict.fromkeys(
        "capacity_gib usable_gib weights_gib activations_gib runtime_gib kv_pool_gib kv_in_use_gib "
        "kv_headroom_gib kv_bytes_per_token kv_bytes_per_sequence max_concurrency "
        "max_concurrency_full users_within_goals".split(), NUMBER),
    "latency": {"ttft_s": BAND, "tpot_s": BAND, "e2e_s": BAND, "goal_ttft_s": BAND, "goal_tpot_s": BAND},
    "throughput": {"output_tok_s": BAND, "total_tok_s": BAND, "requests_s": BAND,
                   "concurrency": NUMBER, "saturated": bool},
    "cost": {"provider": str, "purchase": str, "usd_per_gpu_hour": NUMBER, "usd_per_hour": NUMBER,
             "as_of": str, "source": str, "usd_per_m_output_tokens": BAND,
             "usd_per_m_output_tokens_sure": NUMBER, "usd_per_m_input_tokens": BAND, "usd_per_m_tokens": BAND, "usd_per_month": NUMBER,
             "busy": NUMBER, "other": list},
    "bound": str,
    "step": dict.fromkeys("weights_s kv_s compute_s communication_s overhead_s".split(), NUMBER),
    "provenance": str, "reasons": list, "alternatives": list,
}
SCENARIO = ("model params active weights kv context prompt output spread concurrency rate ttft_s "
            "tpot_s certainty goal_at spot "
            "busy four_bit prefix_hit engine tuning batching speculative gpu gpus max_gpus replicas tp pp ep dp "
            "purchase provider provider_kind region "
            "country residency sla compliance interconnect billing sort all top").split()
FLEET = dict.fromkeys(
    "replicas_low replicas_needed rate_limit rate_peak rate_low gpus_paid gpu_hours base_replicas "
    "base_usd_per_gpu_hour peak_usd_per_gpu_hour on_demand_usd_per_month reserved_1y_usd_per_month "
    "reserved_3y_usd_per_month spot_usd_per_month floor_usd_per_month spot_usd_per_gpu_hour "
    "spot_effective_usd_per_gpu_hour spot_availability idle_usd_per_month api_usd_per_month "
    "api_break_even_rate outgrown_month grown_replicas grown_usd_per_month".split(), NUMBER)
FLEET.update(bill_usd_per_month=BAND, base_purchase=str, peak_purchase=str)
FLEET_SCENARIO = ("rate_low low_hours traffic target_load spares scaling hours_per_month growth months "
                  "interruptions restart_s spot_floor api_input_price api_output_price").split()
WORDS = {
    "verdict": "meets uncertain misses does_not_fit not_supported not_estimated",
    "fits": "yes tight no",
    "bound": "bandwidth compute communication overhead kv_capacity",
    "provenance": "measured calibrated extrapolated",
    "purchase": "on_demand spot reserved_1y reserved_3y mixed",
    "base_purchase": "on_demand spot reserved_1y reserved_3y",
    "peak_purchase": "on_demand spot reserved_1y reserved_3y",
}
if sys.argv[1] == "curve":
    del RESULT["alternatives"], RESULT["cost"]["other"]
if sys.argv[1] == "fleet":
    RESULT.update(fleet=FLEET)
    del RESULT["alternatives"], RESULT["cost"]["other"]
    SCENARIO = [key for key in SCENARIO if key not in ("busy", "concurrency", "replicas")] + FLEET_SCENARIO
problems = []


def refuse_constant(name):
    problems.append(f"{name} is no JSON")


def check(value, wanted, path):
    if isinstance(wanted, dict):
        if not isinstance(value, dict):
            problems.append(f"{path}: an object is wanted")
            return
        for key in sorted(set(wanted) ^ set(value)):
            problems.append(f"{path}/{key}: {'missing' if key in wanted else 'not in the interface'}")
        for key in wanted:
            if key in value:
                check(value[key], wanted[key], f"{path}/{key}")
        return
    if wanted == BAND:
        check(value, dict.fromkeys(BAND, NUMBER), path)
        if isinstance(value, dict) and set(value) == set(BAND):
            parts = [value[key] for key in BAND]
            if len({part is None for part in parts}) > 1:
                problems.append(f"{path}: partly known")
            elif parts[0] is not None and not parts[0] <= parts[1] <= parts[2]:
                problems.append(f"{path}: not in order {parts}")
        return
    if value is None:
        return
    if not isinstance(value, wanted) or (wanted is NUMBER and isinstance(value, bool)):
        problems.append(f"{path}: {value!r} has the wrong type")
    elif wanted is NUMBER and value < 0:
        problems.append(f"{path}: {value!r} is negative")
    words = WORDS.get(path.rsplit("/", 1)[-1])
    if words and value not in words.split():
        problems.append(f"{path}: {value!r} is none of {words}")


def check_result(result, path):
    check(result, RESULT, path)
    for reason in result.get("reasons", []):
        if set(reason) != {"id", "text", "values"} or not reason["text"]:
            problems.append(f"{path}/reasons: {reason!r}")
    if result["verdict"] in ("does_not_fit", "not_supported", "not_estimated"):
        for key in ("ttft_s", "tpot_s", "e2e_s"):
            if result["latency"][key]["mid"] is not None:
                problems.append(f"{path}/latency/{key}: known without an answer")
        if result["cost"]["usd_per_m_output_tokens"]["mid"] is not None:
            problems.append(f"{path}/cost: known without an answer")
    if (result["fits"] == "no") and result["verdict"] in ("meets", "misses"):
        problems.append(f"{path}: does not fit and {result['verdict']}")
    if result["cost"]["provider"] is None and result["cost"]["usd_per_hour"] is not None:
        problems.append(f"{path}/cost: a price without a provider")


answer = json.load(sys.stdin, parse_constant=refuse_constant)
if list(answer) != ["schema", "command", "scenario", "results", "warnings"]:
    problems.append(f"/: keys {list(answer)}")
if answer["schema"] != "gpuplan/1" or answer["command"] != sys.argv[1]:
    problems.append(f"/: {answer['schema']} {answer['command']}")
if sorted(answer["scenario"]) != sorted(SCENARIO):
    problems.append(f"/scenario: {sorted(set(answer['scenario']) ^ set(SCENARIO))}")
for i, one in enumerate(answer["results"]):
    check_result(one, f"/results/{i}")
print("\n".join(problems))
