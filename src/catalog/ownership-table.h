/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What ownership.json may say of owning GPUs: OWNERSHIP(ID, id, scope, kind, least, most).  The id is also that of
 * the parameter that overrides it where there is one.  The scope says what may stand behind the slash of an id:
 * ALL nothing, GPU a GPU, PRODUCT a GPU, the beginning of a form factor or nothing, YEAR a year of use,
 * COUNTRY a country, a continent or nothing.  A COUNT is a whole number, a FIGURE any, and has a range.
 * Prices are US dollars of one GPU, powers kW, shares and interest fractions, interest, operations and staff a year.
 */
OWNERSHIP(GPU_PRICE, "gpu_price", GPU, FIGURE, 1, 1e7)
OWNERSHIP(SOLD_GPUS, "sold_gpus", PRODUCT, COUNT, 1, 1024)
OWNERSHIP(SERVER_PRICE, "server_price", PRODUCT, FIGURE, 0, 1e7)
OWNERSHIP(SERVER_SHARE, "server_share", PRODUCT, FIGURE, 0, 10)
OWNERSHIP(NETWORK_PRICE, "network_price", PRODUCT, FIGURE, 0, 1e7)
OWNERSHIP(NETWORK_SHARE, "network_share", PRODUCT, FIGURE, 0, 10)
OWNERSHIP(YEARS, "years", ALL, FIGURE, 1, 20)
OWNERSHIP(INTEREST, "interest", ALL, FIGURE, 0, 1)
OWNERSHIP(RESIDUAL, "residual", YEAR, FIGURE, 0, 1)
OWNERSHIP(SERVER_POWER, "server_power", PRODUCT, FIGURE, 1, 5)
OWNERSHIP(CIRCUIT_POWER, "circuit_power", PRODUCT, FIGURE, 1, 5)
OWNERSHIP(PUE, "pue", ALL, FIGURE, 1, 5)
OWNERSHIP(KWH_PRICE, "kwh_price", COUNTRY, FIGURE, 0, 100)
OWNERSHIP(COLO_PRICE, "colo_price", ALL, FIGURE, 0, 1e5)
OWNERSHIP(OPEX, "opex", ALL, FIGURE, 0, 1)
OWNERSHIP(STAFF, "staff", PRODUCT, FIGURE, 0, 1e6)
OWNERSHIP(RACK_POWER_AIR, "rack_power_air", ALL, FIGURE, 0.1, 1000)
OWNERSHIP(RACK_POWER_LIQUID, "rack_power_liquid", ALL, FIGURE, 0.1, 1000)
OWNERSHIP(SERVER_GPUS, "server_gpus", ALL, COUNT, 1, 1024)
