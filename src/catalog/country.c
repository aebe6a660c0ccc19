/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The continents and their countries: ISO 3166-1, continents as the United Nations count them but for the Americas,
 * where the land is cut at Panama.  Nobody buys electricity in Antarctica. */
#include "catalog/country.h"

#include <stddef.h>
#include <string.h>

#include "base/text.h"

static const struct {
	const char *name, *countries;
} continents[] = {
	{ "africa",
		"AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW "
		"MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW " },
	{ "asia",
		"AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH "
		"PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE " },
	{ "europe",
		"AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC "
		"MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA " },
	{ "north-america",
		"AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM "
		"PR SV SX TC TT US VC VG VI " },
	{ "oceania", "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS " },
	{ "south-america", "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE " },
};

enum { CONTINENTS = sizeof(continents) / sizeof(continents[0]) };

const char *country_continent(const char *code)
{
	char wanted[4] = { 0 };

	if (strlen(code) != 2)
		return NULL;
	for (int i = 0; i < 2; i++) {
		bool small = code[i] >= 'a' && code[i] <= 'z';

		wanted[i] = small ? (char)(code[i] - 'a' + 'A') : code[i];
	}
	wanted[2] = ' ';
	for (int i = 0; i < CONTINENTS; i++)
		if (strstr(continents[i].countries, wanted))
			return continents[i].name;
	return NULL;
}

bool country_is_known(const char *code)
{
	for (int i = 0; i < CONTINENTS; i++)
		if (text_compare_nocase(continents[i].name, code) == 0)
			return true;
	return country_continent(code) || text_compare_nocase(code, "EU") == 0 ||
		text_compare_nocase(code, "world") == 0;
}
