/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SkyPilot (docs reference/yaml-spec, sky/utils/schemas.py) and dstack (docs reference/dstack.yml/service). */
#include "report/launch_cloud.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/launch_head.h"
#include "report/launch_yaml.h"

/* Room for system, image and caches, and half as much again as the weights; in steps. */
static const double DISK_GB = 100.0, DISK_STEP_GB = 50.0, DISK_WEIGHTS = 1.5;

static double disk_gb(const struct launch *launch)
{
	const struct deployment *d = &launch->row->deployment;
	const struct weight_format *loaded = launch->value[LAUNCH_QUANTISE] ? d->model->native_weights : d->format;
	double weights_gb = model_weight_bytes(d->model, loaded).total / 1e9;

	return ceil((DISK_GB + DISK_WEIGHTS * weights_gb) / DISK_STEP_GB) * DISK_STEP_GB;
}

static bool is_spot(const struct launch *launch)
{
	return launch->row->offer && launch->row->offer->purchase == PURCHASE_SPOT;
}

static void add_infra(struct text *out, const struct launch *launch)
{
	const struct offer *offer = launch->row->offer;

	if (offer && offer->provider->skypilot) {
		text_add(out, "  infra: ");
		yaml_string(out, offer->provider->skypilot, YAML_PLAIN);
		text_add_char(out, '\n');
	} else {
		text_add(out, "  # The provider of the plan is none of SkyPilot: it takes the cheapest that it has.\n");
	}
}

static void add_resources(struct text *out, const struct launch *launch, const char *image)
{
	const struct deployment *d = &launch->row->deployment;
	TEXT(gpus);

	text_addf(&gpus, "%s:%.0f", d->gpu->names.skypilot, launch->gpus);
	text_add(out, "resources:\n");
	add_infra(out, launch);
	text_add(out, "  accelerators: ");
	yaml_string(out, gpus.data, YAML_PLAIN);
	text_addf(out, "\n  use_spot: %s\n  disk_size: %.0f\n  ports: %.0f\n", is_spot(launch) ? "true" : "false",
		disk_gb(launch), launch->engine->launch.port);
	if (!launch->engine->launch.install) {
		text_clear(&gpus);
		text_addf(&gpus, "docker:%s", image);
		text_add(out, "  image_id: ");
		yaml_string(out, gpus.data, YAML_PLAIN);
		text_add_char(out, '\n');
	}
	text_add(out, "secrets:\n  HF_TOKEN: null\n");
	if (launch->source) {
		text_add(out, "file_mounts:\n  ");
		yaml_string(out, launch->target.data, YAML_PLAIN);
		text_add(out, ": ");
		yaml_string(out, launch->source, YAML_PLAIN);
		text_add_char(out, '\n');
	}
}

static void add_setup(struct text *out, const struct launch *launch)
{
	const char *install = launch->engine->launch.install, *sign = install ? strstr(install, "%s") : NULL;

	if (!sign)
		return;
	text_add(out, "setup: |\n  ");
	text_add_n(out, install, (size_t)(sign - install));
	text_addf(out, "%s%s\n", launch->release->version, sign + 2);
}

enum status write_skypilot(struct text *out, const struct launch *launch, struct error *error)
{
	const char *ready = launch->engine->launch.ready;
	TEXT(image);

	if (launch_image(&image, launch, error) != STATUS_OK ||
		launch_needs_name(launch->row->deployment.gpu->names.skypilot, launch, "SkyPilot", error) != STATUS_OK)
		return error->status;
	launch_head(out, launch);
	text_add(out, "# Start it with: sky serve up FILE\n");
	add_resources(out, launch, image.data);
	add_setup(out, launch);
	text_add(out, "run: |\n");
	yaml_shell(out, 2, launch);
	text_add(out, "service:\n  readiness_probe:\n    path: ");
	yaml_string(out, ready ? ready : "/", YAML_PLAIN);
	text_addf(out, "\n    initial_delay_seconds: 1800\n  replicas: %.0f\n", launch->replicas);
	return STATUS_OK;
}

static void add_dstack_resources(struct text *out, const struct launch *launch)
{
	const struct offer *offer = launch->row->offer;
	TEXT(gpu);

	text_addf(&gpu, "%s:%.0f", launch->row->deployment.gpu->names.dstack, launch->gpus);
	text_add(out, "resources:\n  gpu: ");
	yaml_string(out, gpu.data, YAML_PLAIN);
	text_addf(out, "\n  shm_size: 16GB\n  disk: %.0fGB..\n", disk_gb(launch));
	if (offer && offer->provider->dstack) {
		text_add(out, "backends: [");
		yaml_string(out, offer->provider->dstack, YAML_PLAIN);
		text_add(out, "]\n");
	} else {
		text_add(out,
			"# The provider of the plan is no backend of dstack: it takes the cheapest that it has.\n");
	}
	text_addf(out, "spot_policy: %s\nreplicas: %.0f\n", is_spot(launch) ? "spot" : "on-demand", launch->replicas);
}

enum status write_dstack(struct text *out, const struct launch *launch, struct error *error)
{
	const char *ready = launch->engine->launch.ready;
	TEXT(image);

	if (launch_image(&image, launch, error) != STATUS_OK ||
		launch_needs_name(launch->row->deployment.gpu->names.dstack, launch, "dstack", error) != STATUS_OK)
		return error->status;
	if (launch->source)
		return error_set(error, STATUS_UNMET,
			_("launch: dstack does not bring '%s' to its machines; name a published checkpoint"),
			launch->source);
	launch_head(out, launch);
	text_add(out, "# Start it with: dstack apply -f FILE\ntype: service\nname: llm\nimage: ");
	yaml_string(out, image.data, YAML_PLAIN);
	text_add(out, "\nenv: [HF_TOKEN]\ncommands:\n  - |\n");
	yaml_shell(out, 4, launch);
	text_addf(out, "port: %.0f\nmodel: ", launch->engine->launch.port);
	yaml_string(out, launch->value[LAUNCH_MODEL], YAML_PLAIN);
	text_add(out, "\nprobes:\n  - type: http\n    url: ");
	yaml_string(out, ready ? ready : "/", YAML_PLAIN);
	text_add_char(out, '\n');
	add_dstack_resources(out, launch);
	return STATUS_OK;
}
