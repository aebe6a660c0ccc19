/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Docker Compose (compose-spec, schema/compose-spec.json) and Kubernetes (apps/v1 Deployment, v1 Service). */
#include "report/launch_manifest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/launch_head.h"
#include "report/launch_yaml.h"

/* Until the model is downloaded, loaded and its graphs are captured. */
enum { START_SECONDS = 1200, PROBE_SECONDS = 10 };

static const char *entry_of(const struct launch *launch)
{
	const struct engine_launch *l = &launch->engine->launch;

	return l->entry ? l->entry : l->command;
}

/* GPUs of the n-th replica of a machine; a count and their ids exclude each other. */
static void add_devices(struct text *out, const struct launch *launch, int n, const char *separator, const char *quote)
{
	int gpus = (int)launch->gpus;

	for (int i = 0; i < gpus; i++)
		text_addf(out, "%s%s%d%s", i ? separator : "", quote, n * gpus + i, quote);
}

static void add_nvidia(struct text *out, const struct launch *launch, int n)
{
	text_add(out,
		"    deploy:\n      resources:\n        reservations:\n          devices:\n"
		"            - driver: nvidia\n              device_ids: [");
	add_devices(out, launch, n, ", ", "\"");
	text_add(out, "]\n              capabilities: [gpu]\n");
}

static void add_amd(struct text *out)
{
	text_add(out,
		"    devices: [\"/dev/kfd\", \"/dev/dri\"]\n    group_add: [video]\n"
		"    security_opt: [\"seccomp:unconfined\"]\n");
}

/* A source of compose is a path, not the name of a volume. */
static void add_mount(struct text *out, const struct launch *launch)
{
	TEXT(source);

	if (!launch->source)
		return;
	text_addf(&source, "%s%s", *launch->source == '/' || *launch->source == '.' ? "" : "./", launch->source);
	text_add(out, "    volumes:\n      - type: bind\n        source: ");
	yaml_string(out, source.data, YAML_COMPOSE);
	text_add(out, "\n        target: ");
	yaml_string(out, launch->target.data, YAML_COMPOSE);
	text_add(out, "\n        read_only: true\n");
}

static void add_environment(struct text *out, const struct launch *launch, int n)
{
	text_add(out, "    environment:\n      HF_TOKEN: \"${HF_TOKEN:-}\"\n");
	if (!launch_is_amd(launch))
		return;
	text_add(out, "      HIP_VISIBLE_DEVICES: \"");
	add_devices(out, launch, n, ",", "");
	text_add(out, "\"\n");
}

static void add_service(struct text *out, const struct launch *launch, const char *image, int n)
{
	const struct engine_launch *l = &launch->engine->launch;

	text_addf(out, n ? "  llm-%d:\n" : "  llm:\n", n + 1);
	text_add(out, "    image: ");
	yaml_string(out, image, YAML_COMPOSE);
	text_add(out, "\n    entrypoint:\n");
	yaml_words(out, 6, launch, entry_of(launch), false, YAML_COMPOSE);
	text_add(out, "    command:\n");
	yaml_words(out, 6, launch, "", true, YAML_COMPOSE);
	text_addf(out, "    ports: [\"%.0f:%.0f\"]\n    ipc: host\n", l->port + n, l->port);
	add_environment(out, launch, n);
	add_mount(out, launch);
	if (launch_is_amd(launch))
		add_amd(out);
	else
		add_nvidia(out, launch, n);
	text_addf(out,
		"    healthcheck:\n      test: [\"CMD\", \"curl\", \"-fsS\", \"http://127.0.0.1:%.0f%s\"]\n"
		"      interval: %ds\n      retries: 3\n      start_period: %ds\n",
		l->port, l->ready ? l->ready : "/", PROBE_SECONDS, START_SECONDS);
}

enum status write_compose(struct text *out, const struct launch *launch, struct error *error)
{
	const double most = gpu_machine_gpus(launch->row->deployment.gpu);
	double services = fmax(1.0, floor(most / launch->gpus));
	TEXT(image);

	if (launch_image(&image, launch, error) != STATUS_OK)
		return error->status;
	services = fmin(services, launch->replicas);
	launch_head(out, launch);
	if (services < launch->replicas)
		text_addf(out, "# replicas: %.0f; of this machine: %.0f\n", launch->replicas, services);
	text_add(out, "services:\n");
	for (int i = 0; i < services; i++)
		add_service(out, launch, image.data, i);
	return STATUS_OK;
}

static void add_probe(struct text *out, const char *name, const char *path, const char *rest)
{
	if (!path)
		return;
	text_addf(out, "          %s:\n            httpGet: {path: ", name);
	yaml_string(out, path, YAML_PLAIN);
	text_addf(out, ", port: http}\n            periodSeconds: %d\n%s", PROBE_SECONDS, rest);
}

/* The label that nodes with the GPU have. */
static void add_selector(struct text *out, const struct launch *launch)
{
	const struct gpu_names *names = &launch->row->deployment.gpu->names;
	const struct offer *offer = launch->row->offer;
	bool google = names->gke && offer && strcmp(offer->provider->id, "gcp") == 0;
	const char *label = google ? names->gke : names->kubernetes;

	if (!label) {
		text_add(out, "      # No label of nodes with this GPU is known: any GPU may be taken.\n");
		return;
	}
	text_addf(out, "      nodeSelector:\n        %s: ",
		google                          ? "cloud.google.com/gke-accelerator"
			: launch_is_amd(launch) ? "amd.com/gpu.product-name"
						: "nvidia.com/gpu.product");
	yaml_string(out, label, YAML_PLAIN);
	text_add_char(out, '\n');
}

static void add_container(struct text *out, const struct launch *launch, const char *image)
{
	const struct engine_launch *l = &launch->engine->launch;
	char rest[64];

	text_add(out, "      containers:\n        - name: server\n          image: ");
	yaml_string(out, image, YAML_PLAIN);
	text_add(out, "\n          command:\n");
	yaml_words(out, 12, launch, entry_of(launch), false, YAML_KUBERNETES);
	text_add(out, "          args:\n");
	yaml_words(out, 12, launch, "", true, YAML_KUBERNETES);
	text_addf(out,
		"          ports: [{name: http, containerPort: %.0f}]\n"
		"          env:\n            - name: HF_TOKEN\n"
		"              valueFrom: {secretKeyRef: {name: hf-token, key: token, optional: true}}\n"
		"          resources:\n            limits:\n              %s: %.0f\n",
		l->port, launch->row->deployment.gpu->names.resource, launch->gpus);
	snprintf(rest, sizeof(rest), "            failureThreshold: %d\n", START_SECONDS / PROBE_SECONDS);
	add_probe(out, "startupProbe", l->ready, rest);
	add_probe(out, "readinessProbe", l->ready, "");
	add_probe(out, "livenessProbe", l->alive, "");
	text_add(out, "          volumeMounts:\n            - {name: shm, mountPath: /dev/shm}\n");
	if (launch->source)
		text_add(out, "            - {name: models, mountPath: /models, readOnly: true}\n");
}

static void add_volumes(struct text *out, const struct launch *launch)
{
	text_add(out, "      volumes:\n        - name: shm\n          emptyDir: {medium: Memory, sizeLimit: 16Gi}\n");
	if (launch->source)
		text_add(out,
			"        # A claim of your own that holds the model.\n"
			"        - name: models\n          persistentVolumeClaim: {claimName: models}\n");
}

enum status write_kubernetes(struct text *out, const struct launch *launch, struct error *error)
{
	const struct gpu *gpu = launch->row->deployment.gpu;
	TEXT(image);

	if (launch_image(&image, launch, error) != STATUS_OK ||
		launch_needs_name(gpu->names.resource, launch, "Kubernetes", error) != STATUS_OK)
		return error->status;
	launch_head(out, launch);
	text_addf(out,
		"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: llm}\nspec:\n  replicas: %.0f\n"
		"  selector: {matchLabels: {app: llm}}\n  template:\n    metadata: {labels: {app: llm}}\n    spec:\n",
		launch->replicas);
	add_selector(out, launch);
	add_container(out, launch, image.data);
	add_volumes(out, launch);
	text_add(out,
		"---\napiVersion: v1\nkind: Service\nmetadata: {name: llm}\nspec:\n  selector: {app: llm}\n"
		"  ports: [{name: http, port: 80, targetPort: http}]\n");
	return STATUS_OK;
}
