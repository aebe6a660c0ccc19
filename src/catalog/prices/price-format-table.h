/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Foreign price lists that are read:
 * PRICE_FORMAT(ID, name, shape, provider it speaks of or NULL, source of its offers, help).
 * TABLE is a CSV file, REPLY one JSON value.  Without a provider the list is of any one.
 */
PRICE_FORMAT(SKYPILOT, "skypilot", TABLE, NULL, "skypilot-catalog", N_("vms.csv of one cloud from the SkyPilot catalog"))
PRICE_FORMAT(GPUHUNT, "gpuhunt", TABLE, NULL, "gpuhunt", N_("CSV of one provider from a gpuhunt catalog"))
PRICE_FORMAT(SPHERON, "spheron", REPLY, "spheron", "spheron-api", N_("JSON reply of Spheron's gpu-offers"))
PRICE_FORMAT(LAMBDA, "lambda", REPLY, "lambda", "lambda-api", N_("JSON reply of Lambda's instance-types"))
PRICE_FORMAT(VAST, "vast", REPLY, "vast", "vast-api", N_("JSON reply of Vast.ai's bundles"))
PRICE_FORMAT(RUNPOD, "runpod", REPLY, "runpod", "runpod-api", N_("JSON reply of RunPod's gpuTypes query"))
PRICE_FORMAT(CSV, "csv", TABLE, NULL, "csv", N_("a table of one's own: provider, gpu, gpus, purchase, usd_per_gpu_hour, ..."))
