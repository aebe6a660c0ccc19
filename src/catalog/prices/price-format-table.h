/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Foreign price lists that are read:
 * PRICE_FORMAT(ID, name, function, shape, provider it speaks of or NULL, source of its offers, help).
 * TABLE is a CSV file, REPLY one JSON value.  Without a provider the list is of any one.
 */
PRICE_FORMAT(SKYPILOT, "skypilot", read_skypilot, TABLE, NULL, "skypilot-catalog", N_("vms.csv of one cloud from the SkyPilot catalog"))
PRICE_FORMAT(GPUHUNT, "gpuhunt", read_gpuhunt, TABLE, NULL, "gpuhunt", N_("CSV of one provider from a gpuhunt catalog"))
PRICE_FORMAT(SPHERON, "spheron", read_spheron, REPLY, "spheron", "spheron-api", N_("JSON reply of Spheron's gpu-offers"))
PRICE_FORMAT(LAMBDA, "lambda", read_lambda, REPLY, "lambda", "lambda-api", N_("JSON reply of Lambda's instance-types"))
PRICE_FORMAT(VAST, "vast", read_vast, REPLY, "vast", "vast-api", N_("JSON reply of Vast.ai's bundles"))
PRICE_FORMAT(RUNPOD, "runpod", read_runpod, REPLY, "runpod", "runpod-api", N_("JSON reply of RunPod's gpuTypes query"))
PRICE_FORMAT(CSV, "csv", read_plain, TABLE, NULL, "csv", N_("a table of one's own: provider, gpu, gpus, purchase, usd_per_gpu_hour, ..."))
