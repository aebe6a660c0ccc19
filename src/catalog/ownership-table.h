/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ownership.json may say of owning GPUs: OWNERSHIP(ID, id, one a GPU or not, least, most).  The id is
 * also the parameter's that overrides it where there is one.  Prices are US dollars of one GPU, powers kW,
 * shares and interest fractions, interest and operations a year. */
OWNERSHIP(GPU_PRICE, "gpu_price", true, 1, 1e7)
OWNERSHIP(SERVER_PRICE, "server_price", false, 0, 1e7)
OWNERSHIP(NETWORK_PRICE, "network_price", false, 0, 1e7)
OWNERSHIP(YEARS, "years", false, 1, 20)
OWNERSHIP(INTEREST, "interest", false, 0, 1)
OWNERSHIP(RESIDUAL, "residual", false, 0, 1)
OWNERSHIP(SERVER_POWER, "server_power", false, 1, 5)
OWNERSHIP(PUE, "pue", false, 1, 5)
OWNERSHIP(KWH_PRICE, "kwh_price", false, 0, 100)
OWNERSHIP(COLO_PRICE, "colo_price", false, 0, 1e5)
OWNERSHIP(OPEX, "opex", false, 0, 1)
OWNERSHIP(RACK_POWER_AIR, "rack_power_air", false, 0.1, 1000)
OWNERSHIP(RACK_POWER_LIQUID, "rack_power_liquid", false, 0.1, 1000)
OWNERSHIP(SERVER_GPUS, "server_gpus", false, 1, 1024)
