// Generated from the OpenAPI document of the API by `npm run web:types`. Do not edit.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server works */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server can serve */
        get: operations["get_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this installation is: its version, and where its Temporal is seen */
        get: operations["get_server"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hello": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A greeting */
        get: operations["get_hello"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The version of Prefect whose API this is */
        get: operations["get_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, for Prefect’s client */
        get: operations["get_admin_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/csrf-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Always 422: there is no CSRF protection to take part in */
        get: operations["get_csrf_token"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["get_openapi_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an automation */
        post: operations["post_automations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List automations */
        post: operations["post_automations_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count automations */
        post: operations["post_automations_count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List the tags of automations, those of the most automations first */
        post: operations["post_automations_tags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an automation, by id or by name */
        get: operations["get_automations_id"];
        /** Replace an automation and start it afresh */
        put: operations["put_automations_id"];
        post?: never;
        /** Delete an automation */
        delete: operations["delete_automations_id"];
        options?: never;
        head?: never;
        /** Pause or resume an automation */
        patch: operations["patch_automations_id"];
        trace?: never;
    };
    "/automations/related-to/{resource_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the automations of a resource */
        get: operations["get_automations_related_to_resource_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/owned-by/{resource_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the automations that a resource owns: those that stay the same keep their windows */
        put: operations["put_automations_owned_by_resource_id"];
        post?: never;
        /** Delete the automations that a resource owns */
        delete: operations["delete_automations_owned_by_resource_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/templates/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a template */
        post: operations["post_automations_templates_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/backtest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask how often an automation would have fired on the recorded events */
        post: operations["post_automations_backtest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/{id}/test-fire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an automation fire once, as a test */
        post: operations["post_automations_id_test_fire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an automation stands: its open windows, deadlines and latest decisions */
        get: operations["get_automations_id_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What automations have done last and do next */
        post: operations["post_automations_activity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/automations/{id}/firings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what fired, why, and how each action went */
        get: operations["get_automations_id_firings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/firings/{id}/actions/{index}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an action that failed again */
        post: operations["post_firings_id_actions_index_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/firings/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the firings with actions that gave up, latest first */
        get: operations["get_firings_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/firings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what fired, why, and how each action went */
        get: operations["get_firings_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a template */
        post: operations["post_templates_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Render a template */
        post: operations["post_templates_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record events; they are evaluated in the order of the list */
        post: operations["post_events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List events */
        post: operations["post_events_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/filter/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The next page of a list */
        get: operations["get_events_filter_next"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an event */
        get: operations["get_events_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/count-by/{countable}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count events by day, time, name or resource */
        post: operations["post_events_count_by_countable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_capabilities/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the capabilities that blocks have */
        get: operations["get_block_capabilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_types/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a block type */
        post: operations["post_block_types"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_types/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List block types */
        post: operations["post_block_types_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_types/install_system_block_types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Install the block types that come with the server */
        post: operations["post_block_types_install_system_block_types"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_types/slug/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a block type by its slug */
        get: operations["get_block_types_slug_slug"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_types/slug/{slug}/block_documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the blocks of a type */
        get: operations["get_block_types_slug_slug_block_documents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_types/slug/{slug}/block_documents/name/{block_document_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a block by type and name */
        get: operations["get_block_types_slug_slug_block_documents_name_block_document_name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_types/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a block type */
        get: operations["get_block_types_id"];
        put?: never;
        post?: never;
        /** Delete a block type */
        delete: operations["delete_block_types_id"];
        options?: never;
        head?: never;
        /** Change a block type */
        patch: operations["patch_block_types_id"];
        trace?: never;
    };
    "/block_schemas/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a block schema */
        post: operations["post_block_schemas"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_schemas/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List block schemas */
        post: operations["post_block_schemas_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_schemas/checksum/{checksum}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a block schema by its checksum */
        get: operations["get_block_schemas_checksum_checksum"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_schemas/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a block schema */
        get: operations["get_block_schemas_id"];
        put?: never;
        post?: never;
        /** Delete a block schema */
        delete: operations["delete_block_schemas_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_documents/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a block */
        post: operations["post_block_documents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_documents/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List blocks */
        post: operations["post_block_documents_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_documents/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count blocks */
        post: operations["post_block_documents_count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/block_documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a block */
        get: operations["get_block_documents_id"];
        put?: never;
        post?: never;
        /** Delete a block */
        delete: operations["delete_block_documents_id"];
        options?: never;
        head?: never;
        /** Change a block */
        patch: operations["patch_block_documents_id"];
        trace?: never;
    };
    "/block_documents/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test message through a block */
        post: operations["post_block_documents_id_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take over automations and blocks under their ids; repeatable */
        post: operations["post_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a webhook */
        post: operations["post_webhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List webhooks */
        post: operations["post_webhooks_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See what a template makes of a call */
        post: operations["post_webhooks_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a webhook */
        get: operations["get_webhooks_id"];
        /** Replace a webhook */
        put: operations["put_webhooks_id"];
        post?: never;
        /** Delete a webhook */
        delete: operations["delete_webhooks_id"];
        options?: never;
        head?: never;
        /** Change a webhook */
        patch: operations["patch_webhooks_id"];
        trace?: never;
    };
    "/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a webhook a new slug */
        post: operations["post_webhooks_id_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the latest calls of a webhook and what came of them */
        get: operations["get_webhooks_id_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a flow, or read the one of this name */
        post: operations["post_flows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List flows */
        post: operations["post_flows_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count flows */
        post: operations["post_flows_count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/name/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a flow by its name */
        get: operations["get_flows_name_name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a flow */
        get: operations["get_flows_id"];
        put?: never;
        post?: never;
        /** Delete a flow with its deployments */
        delete: operations["delete_flows_id"];
        options?: never;
        head?: never;
        /** Change the tags of a flow */
        patch: operations["patch_flows_id"];
        trace?: never;
    };
    "/deployments/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a deployment, or replace the one of the same flow and name */
        post: operations["post_deployments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List deployments */
        post: operations["post_deployments_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count deployments */
        post: operations["post_deployments_count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/get_scheduled_flow_runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Flow runs of deployments that are scheduled */
        post: operations["post_deployments_get_scheduled_flow_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/name/{flow}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a deployment by the names of its flow and its own */
        get: operations["get_deployments_name_flow_name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a deployment */
        get: operations["get_deployments_id"];
        put?: never;
        post?: never;
        /** Delete a deployment */
        delete: operations["delete_deployments_id"];
        options?: never;
        head?: never;
        /** Change a deployment */
        patch: operations["patch_deployments_id"];
        trace?: never;
    };
    "/deployments/{id}/pause_deployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause the schedules of a deployment */
        post: operations["post_deployments_id_pause_deployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}/resume_deployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume the schedules of a deployment */
        post: operations["post_deployments_id_resume_deployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}/create_flow_run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a deployment */
        post: operations["post_deployments_id_create_flow_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}/work_queue_check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The work queue of a deployment */
        get: operations["get_deployments_id_work_queue_check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the schedules of a deployment */
        get: operations["get_deployments_id_schedules"];
        put?: never;
        /** Add schedules to a deployment */
        post: operations["post_deployments_id_schedules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployments/{id}/schedules/{schedule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a schedule */
        delete: operations["delete_deployments_id_schedules_schedule_id"];
        options?: never;
        head?: never;
        /** Change a schedule */
        patch: operations["patch_deployments_id_schedules_schedule_id"];
        trace?: never;
    };
    "/flow_runs/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a flow run that the caller carries out */
        post: operations["post_flow_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flow_runs/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List flow runs */
        post: operations["post_flow_runs_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flow_runs/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count flow runs */
        post: operations["post_flow_runs_count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flow_runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a flow run */
        get: operations["get_flow_runs_id"];
        put?: never;
        post?: never;
        /** Delete a flow run */
        delete: operations["delete_flow_runs_id"];
        options?: never;
        head?: never;
        /** Change a flow run */
        patch: operations["patch_flow_runs_id"];
        trace?: never;
    };
    "/flow_runs/{id}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Add labels to a flow run, or replace them */
        patch: operations["patch_flow_runs_id_labels"];
        trace?: never;
    };
    "/flow_runs/{id}/set_state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a flow run into a state */
        post: operations["post_flow_runs_id_set_state"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flow_runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume a flow run that is paused */
        post: operations["post_flow_runs_id_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flow_run_states/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The states that a flow run has been in */
        get: operations["get_flow_run_states"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flow_run_states/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a state of a flow run */
        get: operations["get_flow_run_states_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logs/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logs of flow runs: none, they stay with Temporal's workers */
        post: operations["post_logs_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a work pool */
        post: operations["post_work_pools"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List work pools */
        post: operations["post_work_pools_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count work pools */
        post: operations["post_work_pools_count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{pool}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a work pool */
        get: operations["get_work_pools_pool"];
        put?: never;
        post?: never;
        /** Delete a work pool with its queues */
        delete: operations["delete_work_pools_pool"];
        options?: never;
        head?: never;
        /** Change, pause or resume a work pool */
        patch: operations["patch_work_pools_pool"];
        trace?: never;
    };
    "/work_pools/{pool}/concurrency_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How the places of a work pool are taken, queue by queue */
        post: operations["post_work_pools_pool_concurrency_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{pool}/get_scheduled_flow_runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Flow runs that are scheduled in a work pool */
        post: operations["post_work_pools_pool_get_scheduled_flow_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{pool}/workers/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List the workers of a work pool: who polls its task queues */
        post: operations["post_work_pools_pool_workers_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{pool}/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a work queue in a pool */
        post: operations["post_work_pools_pool_queues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{pool}/queues/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List the work queues of a pool */
        post: operations["post_work_pools_pool_queues_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_pools/{pool}/queues/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a work queue of a pool */
        get: operations["get_work_pools_pool_queues_name"];
        put?: never;
        post?: never;
        /** Delete a work queue of a pool */
        delete: operations["delete_work_pools_pool_queues_name"];
        options?: never;
        head?: never;
        /** Change, pause or resume a work queue of a pool */
        patch: operations["patch_work_pools_pool_queues_name"];
        trace?: never;
    };
    "/work_queues/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a work queue in the default pool */
        post: operations["post_work_queues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_queues/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List work queues */
        post: operations["post_work_queues_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_queues/name/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a work queue by its name */
        get: operations["get_work_queues_name_name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_queues/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a work queue */
        get: operations["get_work_queues_id"];
        put?: never;
        post?: never;
        /** Delete a work queue */
        delete: operations["delete_work_queues_id"];
        options?: never;
        head?: never;
        /** Change, pause or resume a work queue */
        patch: operations["patch_work_queues_id"];
        trace?: never;
    };
    "/work_queues/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a work queue is */
        get: operations["get_work_queues_id_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_queues/{id}/concurrency_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which flow runs take the places of a work queue */
        post: operations["post_work_queues_id_concurrency_status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work_queues/{id}/get_runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Flow runs that are scheduled in a work queue */
        post: operations["post_work_queues_id_get_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incidents/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Declare an incident */
        post: operations["post_incidents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incidents/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List incidents */
        post: operations["post_incidents_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incidents/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count incidents */
        post: operations["post_incidents_count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an incident */
        get: operations["get_incidents_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an incident */
        patch: operations["patch_incidents_id"];
        trace?: never;
    };
    "/incidents/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that somebody sees to an incident */
        post: operations["post_incidents_id_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incidents/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close an incident */
        post: operations["post_incidents_id_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/incidents/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open an incident again that was closed */
        post: operations["post_incidents_id_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variables/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a variable */
        post: operations["post_variables"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variables/filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** List variables */
        post: operations["post_variables_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variables/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count variables */
        post: operations["post_variables_count"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variables/name/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a variable by its name */
        get: operations["get_variables_name_name"];
        put?: never;
        post?: never;
        /** Delete a variable by its name */
        delete: operations["delete_variables_name_name"];
        options?: never;
        head?: never;
        /** Change a variable by its name */
        patch: operations["patch_variables_name_name"];
        trace?: never;
    };
    "/variables/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a variable */
        get: operations["get_variables_id"];
        put?: never;
        post?: never;
        /** Delete a variable */
        delete: operations["delete_variables_id"];
        options?: never;
        head?: never;
        /** Change a variable */
        patch: operations["patch_variables_id"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Resource: {
            [key: string]: string;
        };
        RelatedResource: {
            [key: string]: string;
        };
        ResourceSpecification: {
            [key: string]: string | string[];
        };
        Event: {
            /** Format: date-time */
            occurred: string;
            event: string;
            resource: components["schemas"]["Resource"];
            related?: components["schemas"]["RelatedResource"][];
            /** @default {} */
            payload?: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            follows?: string | null;
        };
        EventFilter: {
            /** @default {} */
            occurred?: {
                /** Format: date-time */
                since?: string;
                /** Format: date-time */
                until?: string;
            };
            /** @default null */
            event?: {
                /** @default null */
                prefix?: string[] | null;
                /** @default null */
                exclude_prefix?: string[] | null;
                /** @default null */
                name?: string[] | null;
                /** @default null */
                exclude_name?: string[] | null;
            } | null;
            resource?: {
                /** @default null */
                id?: string[] | null;
                /** @default null */
                id_prefix?: string[] | null;
                labels?: components["schemas"]["ResourceSpecification"] | null;
                distinct?: boolean;
            } | null;
            related?: ({
                /** @default null */
                id?: string[] | null;
                /** @default null */
                role?: string[] | null;
                /** @default null */
                resources_in_roles?: [
                    string,
                    string
                ][] | null;
                labels?: components["schemas"]["ResourceSpecification"] | null;
            } | {
                /** @default null */
                id?: string[] | null;
                /** @default null */
                role?: string[] | null;
                /** @default null */
                resources_in_roles?: [
                    string,
                    string
                ][] | null;
                labels?: components["schemas"]["ResourceSpecification"] | null;
            }[]) | null;
            any_resource?: ({
                /** @default null */
                id?: string[] | null;
                /** @default null */
                id_prefix?: string[] | null;
                labels?: components["schemas"]["ResourceSpecification"] | null;
            } | {
                /** @default null */
                id?: string[] | null;
                /** @default null */
                id_prefix?: string[] | null;
                labels?: components["schemas"]["ResourceSpecification"] | null;
            }[]) | null;
            /** @default {} */
            id?: {
                id?: string[] | null;
            };
            /** @default null */
            text?: {
                query: string;
            } | null;
            /**
             * @default DESC
             * @enum {string}
             */
            order?: "ASC" | "DESC";
        };
        EventTrigger: {
            /**
             * @default event
             * @constant
             */
            type?: "event";
            /** Format: uuid */
            id?: string;
            match?: components["schemas"]["ResourceSpecification"];
            match_related?: components["schemas"]["ResourceSpecification"] | components["schemas"]["ResourceSpecification"][];
            after?: string[];
            expect?: string[];
            for_each?: string[];
            /** @enum {string} */
            posture: "Reactive" | "Proactive";
            threshold?: number;
            /** @description Seconds */
            within?: number;
        };
        MetricTriggerQuery: {
            /** @enum {string} */
            name: "lateness" | "duration" | "successes";
            threshold: number;
            /** @enum {string} */
            operator: "<" | "<=" | ">" | ">=";
            /** @description Seconds */
            range?: number;
            /** @description Seconds */
            firing_for?: number;
        };
        MetricTrigger: {
            /**
             * @default metric
             * @constant
             */
            type?: "metric";
            /** Format: uuid */
            id?: string;
            match?: components["schemas"]["ResourceSpecification"];
            match_related?: components["schemas"]["ResourceSpecification"] | components["schemas"]["ResourceSpecification"][];
            /**
             * @default Metric
             * @constant
             */
            posture?: "Metric";
            metric: components["schemas"]["MetricTriggerQuery"];
        };
        CompoundTrigger: {
            /**
             * @default compound
             * @constant
             */
            type?: "compound";
            /** Format: uuid */
            id?: string;
            triggers: (components["schemas"]["EventTrigger"] | components["schemas"]["MetricTrigger"] | components["schemas"]["CompoundTrigger"] | components["schemas"]["SequenceTrigger"])[];
            within: number | null;
            require: number | ("any" | "all");
        };
        SequenceTrigger: {
            /**
             * @default sequence
             * @constant
             */
            type?: "sequence";
            /** Format: uuid */
            id?: string;
            triggers: (components["schemas"]["EventTrigger"] | components["schemas"]["MetricTrigger"] | components["schemas"]["CompoundTrigger"] | components["schemas"]["SequenceTrigger"])[];
            within: number | null;
        };
        DoNothing: {
            /**
             * @default do-nothing
             * @constant
             */
            type?: "do-nothing";
        };
        RunDeployment: {
            /**
             * @default run-deployment
             * @constant
             */
            type?: "run-deployment";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            deployment_id?: string | null;
            /** @default null */
            parameters?: {
                [key: string]: unknown;
            } | null;
            /** @default null */
            job_variables?: {
                [key: string]: unknown;
            } | null;
            /** @description Seconds */
            schedule_after?: number;
        };
        PauseDeployment: {
            /**
             * @default pause-deployment
             * @constant
             */
            type?: "pause-deployment";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            deployment_id?: string | null;
        };
        ResumeDeployment: {
            /**
             * @default resume-deployment
             * @constant
             */
            type?: "resume-deployment";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            deployment_id?: string | null;
        };
        CancelFlowRun: {
            /**
             * @default cancel-flow-run
             * @constant
             */
            type?: "cancel-flow-run";
        };
        DeleteFlowRun: {
            /**
             * @default delete-flow-run
             * @constant
             */
            type?: "delete-flow-run";
        };
        ChangeFlowRunState: {
            /**
             * @default change-flow-run-state
             * @constant
             */
            type?: "change-flow-run-state";
            /** @default null */
            name?: string | null;
            /** @enum {string} */
            state: "SCHEDULED" | "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED" | "CRASHED" | "PAUSED" | "CANCELLING";
            /** @default null */
            message?: string | null;
            force?: boolean;
        };
        PauseWorkQueue: {
            /**
             * @default pause-work-queue
             * @constant
             */
            type?: "pause-work-queue";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            work_queue_id?: string | null;
        };
        ResumeWorkQueue: {
            /**
             * @default resume-work-queue
             * @constant
             */
            type?: "resume-work-queue";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            work_queue_id?: string | null;
        };
        SendNotification: {
            /**
             * @default send-notification
             * @constant
             */
            type?: "send-notification";
            /** Format: uuid */
            block_document_id: string;
            /** @default Prefect automated notification */
            subject?: string;
            body: string;
        };
        CallWebhook: {
            /**
             * @default call-webhook
             * @constant
             */
            type?: "call-webhook";
            /** Format: uuid */
            block_document_id: string;
            /** @default  */
            payload?: string;
        };
        PauseAutomation: {
            /**
             * @default pause-automation
             * @constant
             */
            type?: "pause-automation";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            automation_id?: string | null;
        };
        ResumeAutomation: {
            /**
             * @default resume-automation
             * @constant
             */
            type?: "resume-automation";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            automation_id?: string | null;
        };
        SuspendFlowRun: {
            /**
             * @default suspend-flow-run
             * @constant
             */
            type?: "suspend-flow-run";
        };
        ResumeFlowRun: {
            /**
             * @default resume-flow-run
             * @constant
             */
            type?: "resume-flow-run";
        };
        PauseWorkPool: {
            /**
             * @default pause-work-pool
             * @constant
             */
            type?: "pause-work-pool";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            work_pool_id?: string | null;
        };
        ResumeWorkPool: {
            /**
             * @default resume-work-pool
             * @constant
             */
            type?: "resume-work-pool";
            /**
             * @default selected
             * @enum {string}
             */
            source?: "selected" | "inferred";
            work_pool_id?: string | null;
        };
        SendEmailNotification: {
            /** @constant */
            type: "send-email-notification";
            emails: string[];
            block_document_id?: string | null;
            /** @default Prefect automated notification */
            subject?: string;
            body: string;
        };
        DeclareIncident: {
            /** @constant */
            type: "declare-incident";
            name?: string;
            summary?: string;
            severity?: string;
            tags?: string[];
        };
        AutomationCreate: {
            name: string;
            /** @default  */
            description?: string;
            enabled?: boolean;
            /** @default [] */
            tags?: string[];
            trigger: components["schemas"]["EventTrigger"] | components["schemas"]["MetricTrigger"] | components["schemas"]["CompoundTrigger"] | components["schemas"]["SequenceTrigger"];
            actions: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"] | components["schemas"]["SendEmailNotification"] | components["schemas"]["DeclareIncident"])[];
            actions_on_trigger?: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"] | components["schemas"]["SendEmailNotification"] | components["schemas"]["DeclareIncident"])[];
            actions_on_resolve?: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"] | components["schemas"]["SendEmailNotification"] | components["schemas"]["DeclareIncident"])[];
            /** @default null */
            owner_resource?: string | null;
        };
        AutomationUpdate: {
            name: string;
            description?: string;
            enabled?: boolean;
            tags?: string[];
            trigger: components["schemas"]["EventTrigger"] | components["schemas"]["MetricTrigger"] | components["schemas"]["CompoundTrigger"] | components["schemas"]["SequenceTrigger"];
            actions: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"] | components["schemas"]["SendEmailNotification"] | components["schemas"]["DeclareIncident"])[];
            actions_on_trigger?: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"] | components["schemas"]["SendEmailNotification"] | components["schemas"]["DeclareIncident"])[];
            actions_on_resolve?: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"] | components["schemas"]["SendEmailNotification"] | components["schemas"]["DeclareIncident"])[];
        };
        AutomationPartialUpdate: {
            enabled?: boolean;
        };
        AutomationFilter: {
            /**
             * @default and_
             * @enum {string}
             */
            operator?: "and_" | "or_";
            id?: {
                any_?: string[] | null;
            } | null;
            /** @default null */
            name?: {
                /** @default null */
                any_?: string[] | null;
                /** @default null */
                like_?: string | null;
            } | null;
            enabled?: {
                eq_?: boolean | null;
            } | null;
            owner?: {
                is_null_?: boolean | null;
            } | null;
            created?: {
                before_?: string | null;
            } | null;
            tags?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                /** @default null */
                all_?: string[] | null;
                /** @default null */
                any_?: string[] | null;
                is_null_?: boolean | null;
            } | null;
        };
        BlockTypeCreate: {
            name: string;
            slug: string;
            /** @default null */
            logo_url?: string | null;
            /** @default null */
            documentation_url?: string | null;
            /** @default null */
            description?: string | null;
            /** @default null */
            code_example?: string | null;
        };
        BlockTypeUpdate: {
            logo_url?: string | null;
            documentation_url?: string | null;
            description?: string | null;
            code_example?: string | null;
        };
        BlockSchemaCreate: {
            /** @default {} */
            fields?: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            block_type_id: string;
            /** @default [] */
            capabilities?: string[];
            /** @default non-versioned */
            version?: string;
        };
        BlockDocumentCreate: {
            /** @default null */
            name?: string | null;
            /** @default {} */
            data?: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            block_schema_id: string;
            /** Format: uuid */
            block_type_id: string;
            is_anonymous?: boolean;
        };
        BlockDocumentUpdate: {
            block_schema_id?: string | null;
            /** @default {} */
            data?: {
                [key: string]: unknown;
            };
            merge_existing_data?: boolean;
        };
        BlockTypeFilter: {
            /** @default null */
            name?: {
                /** @default null */
                like_?: string | null;
            } | null;
            /** @default null */
            slug?: {
                /** @default null */
                any_?: string[] | null;
            } | null;
        };
        BlockSchemaFilter: {
            /**
             * @default and_
             * @enum {string}
             */
            operator?: "and_" | "or_";
            block_type_id?: {
                any_?: string[] | null;
            } | null;
            /** @default null */
            block_capabilities?: {
                /** @default null */
                all_?: string[] | null;
            } | null;
            id?: {
                any_?: string[] | null;
            } | null;
            /** @default null */
            version?: {
                /** @default null */
                any_?: string[] | null;
            } | null;
        };
        BlockDocumentFilter: {
            /**
             * @default and_
             * @enum {string}
             */
            operator?: "and_" | "or_";
            id?: {
                any_?: string[] | null;
            } | null;
            is_anonymous?: {
                eq_?: boolean | null;
            } | null;
            block_type_id?: {
                any_?: string[] | null;
            } | null;
            /** @default null */
            name?: {
                /** @default null */
                any_?: string[] | null;
                /** @default null */
                like_?: string | null;
            } | null;
        };
        WebhookCreate: {
            name: string;
            /** @default  */
            description?: string;
            enabled?: boolean;
            template: string;
        };
        WebhookPartialUpdate: {
            name?: string;
            description?: string;
            enabled?: boolean;
            template?: string;
        };
        WebhookFilter: {
            id?: {
                any_?: string[] | null;
            } | null;
            /** @default null */
            name?: {
                /** @default null */
                any_?: string[] | null;
                /** @default null */
                like_?: string | null;
            } | null;
            enabled?: {
                eq_?: boolean | null;
            } | null;
        };
        FlowCreate: {
            name: string;
            tags?: string[];
            /** @default null */
            labels?: {
                [key: string]: unknown;
            } | null;
        };
        FlowUpdate: {
            tags?: string[];
        };
        FlowFilter: {
            /**
             * @default and_
             * @enum {string}
             */
            operator?: "and_" | "or_";
            id?: {
                any_?: string[] | null;
                not_any_?: string[] | null;
            } | null;
            deployment?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                is_null_?: boolean | null;
            } | null;
            /** @default null */
            name?: {
                /** @default null */
                any_?: string[] | null;
                /** @default null */
                like_?: string | null;
            } | null;
            tags?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                /** @default null */
                all_?: string[] | null;
                /** @default null */
                any_?: string[] | null;
                is_null_?: boolean | null;
            } | null;
        };
        DeploymentCreate: {
            /** @default null */
            description?: string | null;
            /** @default null */
            version?: string | null;
            /** @default null */
            entrypoint?: string | null;
            /** @default null */
            path?: string | null;
            /** @default null */
            pull_steps?: {
                [key: string]: unknown;
            }[] | null;
            /** @default null */
            work_pool_name?: string | null;
            /** @default null */
            work_queue_name?: string | null;
            storage_document_id?: string | null;
            infrastructure_document_id?: string | null;
            /** @default null */
            parameter_openapi_schema?: {
                [key: string]: unknown;
            } | null;
            concurrency_limit?: number | null;
            concurrency_options?: {
                /** @enum {string} */
                collision_strategy: "ENQUEUE" | "CANCEL_NEW";
                grace_period_seconds?: number | null;
            } | null;
            name: string;
            /** Format: uuid */
            flow_id: string;
            paused?: boolean;
            schedules?: components["schemas"]["DeploymentScheduleCreate"][];
            enforce_parameter_schema?: boolean;
            /** @default {} */
            parameters?: {
                [key: string]: unknown;
            };
            /** @default {} */
            job_variables?: {
                [key: string]: unknown;
            };
            tags?: string[];
            /** @default null */
            labels?: {
                [key: string]: unknown;
            } | null;
            global_concurrency_limit_id?: string | null;
            /** @default null */
            version_info?: {
                [key: string]: unknown;
            } | null;
        };
        DeploymentUpdate: {
            description?: string | null;
            version?: string | null;
            entrypoint?: string | null;
            path?: string | null;
            pull_steps?: {
                [key: string]: unknown;
            }[] | null;
            work_pool_name?: string | null;
            work_queue_name?: string | null;
            storage_document_id?: string | null;
            infrastructure_document_id?: string | null;
            parameter_openapi_schema?: {
                [key: string]: unknown;
            } | null;
            concurrency_limit?: number | null;
            concurrency_options?: {
                /** @enum {string} */
                collision_strategy: "ENQUEUE" | "CANCEL_NEW";
                grace_period_seconds?: number | null;
            } | null;
            paused?: boolean;
            schedules?: components["schemas"]["DeploymentScheduleUpdate"][];
            enforce_parameter_schema?: boolean | null;
            parameters?: {
                [key: string]: unknown;
            } | null;
            job_variables?: {
                [key: string]: unknown;
            } | null;
            tags?: string[];
            global_concurrency_limit_id?: string | null;
            version_info?: {
                [key: string]: unknown;
            } | null;
        };
        DeploymentFilter: {
            /**
             * @default and_
             * @enum {string}
             */
            operator?: "and_" | "or_";
            id?: {
                any_?: string[] | null;
                not_any_?: string[] | null;
            } | null;
            /** @default null */
            name?: {
                /** @default null */
                any_?: string[] | null;
                /** @default null */
                like_?: string | null;
            } | null;
            /** @default null */
            flow_or_deployment_name?: {
                /** @default null */
                like_?: string | null;
            } | null;
            paused?: {
                eq_?: boolean | null;
            } | null;
            tags?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                /** @default null */
                all_?: string[] | null;
                /** @default null */
                any_?: string[] | null;
                is_null_?: boolean | null;
            } | null;
            /** @default null */
            work_queue_name?: {
                /** @default null */
                any_?: string[] | null;
            } | null;
            concurrency_limit?: {
                ge_?: number | null;
                le_?: number | null;
                is_null_?: boolean | null;
            } | null;
        };
        DeploymentScheduleCreate: {
            schedule: {
                /** @description Seconds */
                interval: number;
                /** Format: date-time */
                anchor_date?: string;
                /** @default null */
                timezone?: string | null;
            } | {
                cron: string;
                /** @default null */
                timezone?: string | null;
                day_or?: boolean;
            } | {
                rrule: string;
                /** @default null */
                timezone?: string | null;
            };
            active?: boolean;
            max_scheduled_runs?: number | null;
            /** @default {} */
            parameters?: {
                [key: string]: unknown;
            };
            /** @default null */
            slug?: string | null;
            /** @default null */
            replaces?: string | null;
        };
        DeploymentScheduleUpdate: {
            schedule?: ({
                /** @description Seconds */
                interval: number;
                /** Format: date-time */
                anchor_date?: string;
                /** @default null */
                timezone?: string | null;
            } | {
                cron: string;
                /** @default null */
                timezone?: string | null;
                day_or?: boolean;
            } | {
                rrule: string;
                /** @default null */
                timezone?: string | null;
            }) | null;
            active?: boolean | null;
            max_scheduled_runs?: number | null;
            parameters?: {
                [key: string]: unknown;
            };
            slug?: string | null;
            replaces?: string | null;
        };
        DeploymentFlowRunCreate: {
            /** @default null */
            name?: string | null;
            /** @default {} */
            parameters?: {
                [key: string]: unknown;
            };
            /** @default {} */
            context?: {
                [key: string]: unknown;
            };
            /** @default {} */
            empirical_policy?: {
                [key: string]: unknown;
            };
            tags?: string[];
            /** @default null */
            labels?: {
                [key: string]: unknown;
            } | null;
            /** @default null */
            idempotency_key?: string | null;
            parent_task_run_id?: string | null;
            infrastructure_document_id?: string | null;
            /** @default null */
            job_variables?: {
                [key: string]: unknown;
            } | null;
            state?: components["schemas"]["StateCreate"] | null;
            /** @default null */
            work_queue_name?: string | null;
            enforce_parameter_schema?: boolean | null;
        };
        FlowRunCreate: {
            /** @default null */
            name?: string | null;
            /** @default {} */
            parameters?: {
                [key: string]: unknown;
            };
            /** @default {} */
            context?: {
                [key: string]: unknown;
            };
            /** @default {} */
            empirical_policy?: {
                [key: string]: unknown;
            };
            tags?: string[];
            /** @default null */
            labels?: {
                [key: string]: unknown;
            } | null;
            /** @default null */
            idempotency_key?: string | null;
            parent_task_run_id?: string | null;
            infrastructure_document_id?: string | null;
            /** @default null */
            job_variables?: {
                [key: string]: unknown;
            } | null;
            state?: components["schemas"]["StateCreate"] | null;
            /** @default null */
            work_queue_name?: string | null;
            /** Format: uuid */
            flow_id: string;
            deployment_id?: string | null;
            /** @default null */
            flow_version?: string | null;
            /** @default null */
            work_pool_name?: string | null;
        };
        FlowRunUpdate: {
            name?: string | null;
            flow_version?: string | null;
            parameters?: {
                [key: string]: unknown;
            };
            empirical_policy?: {
                [key: string]: unknown;
            };
            tags?: string[];
            infrastructure_pid?: string | null;
            job_variables?: {
                [key: string]: unknown;
            } | null;
        };
        FlowRunFilter: {
            /**
             * @default and_
             * @enum {string}
             */
            operator?: "and_" | "or_";
            id?: {
                any_?: string[] | null;
                not_any_?: string[] | null;
            } | null;
            /** @default null */
            name?: {
                /** @default null */
                any_?: string[] | null;
                /** @default null */
                like_?: string | null;
            } | null;
            tags?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                /** @default null */
                all_?: string[] | null;
                /** @default null */
                any_?: string[] | null;
                is_null_?: boolean | null;
            } | null;
            deployment_id?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                any_?: string[] | null;
                is_null_?: boolean | null;
            } | null;
            work_queue_name?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                /** @default null */
                any_?: string[] | null;
                is_null_?: boolean | null;
            } | null;
            /** @default null */
            state?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                /** @default null */
                type?: {
                    /** @default null */
                    any_?: ("SCHEDULED" | "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED" | "CRASHED" | "PAUSED" | "CANCELLING")[] | null;
                    /** @default null */
                    not_any_?: ("SCHEDULED" | "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED" | "CRASHED" | "PAUSED" | "CANCELLING")[] | null;
                } | null;
                /** @default null */
                name?: {
                    /** @default null */
                    any_?: string[] | null;
                    /** @default null */
                    not_any_?: string[] | null;
                } | null;
            } | null;
            /** @default null */
            flow_version?: {
                /** @default null */
                any_?: string[] | null;
            } | null;
            start_time?: {
                before_?: string | null;
                after_?: string | null;
                is_null_?: boolean | null;
            } | null;
            end_time?: {
                before_?: string | null;
                after_?: string | null;
                is_null_?: boolean | null;
            } | null;
            expected_start_time?: {
                before_?: string | null;
                after_?: string | null;
            } | null;
            next_scheduled_start_time?: {
                before_?: string | null;
                after_?: string | null;
            } | null;
            parent_flow_run_id?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                any_?: string[] | null;
            } | null;
            parent_task_run_id?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                any_?: string[] | null;
                is_null_?: boolean | null;
            } | null;
            /** @default null */
            idempotency_key?: {
                /** @default null */
                any_?: string[] | null;
                /** @default null */
                not_any_?: string[] | null;
            } | null;
            created_by?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                id_?: string[] | null;
                /** @default null */
                type_?: string[] | null;
                is_null_?: boolean | null;
            } | null;
        };
        StateCreate: {
            /** @enum {string} */
            type: "SCHEDULED" | "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED" | "CRASHED" | "PAUSED" | "CANCELLING";
            /** @default null */
            name?: string | null;
            /** @default null */
            message?: string | null;
            data?: unknown | null;
            /** @default {} */
            state_details?: {
                [key: string]: unknown;
            };
        };
        WorkPoolCreate: {
            name: string;
            /** @default null */
            description?: string | null;
            /** @default temporal */
            type?: string;
            /** @default {} */
            base_job_template?: {
                [key: string]: unknown;
            };
            is_paused?: boolean;
            concurrency_limit?: number | null;
            /** @default {} */
            storage_configuration?: {
                [key: string]: unknown;
            };
        };
        WorkPoolUpdate: {
            description?: string | null;
            is_paused?: boolean | null;
            base_job_template?: {
                [key: string]: unknown;
            } | null;
            concurrency_limit?: number | null;
            storage_configuration?: {
                [key: string]: unknown;
            } | null;
        };
        WorkPoolFilter: {
            /**
             * @default and_
             * @enum {string}
             */
            operator?: "and_" | "or_";
            id?: {
                any_?: string[] | null;
            } | null;
            /** @default null */
            name?: {
                /** @default null */
                any_?: string[] | null;
            } | null;
            /** @default null */
            type?: {
                /** @default null */
                any_?: string[] | null;
            } | null;
        };
        WorkQueueCreate: {
            name: string;
            /** @default  */
            description?: string | null;
            is_paused?: boolean;
            concurrency_limit?: number | null;
            priority?: number | null;
            filter?: unknown;
        };
        WorkQueueUpdate: {
            name?: string | null;
            description?: string | null;
            is_paused?: boolean;
            concurrency_limit?: number | null;
            priority?: number | null;
            last_polled?: string | null;
            filter?: unknown;
        };
        WorkQueueFilter: {
            /**
             * @default and_
             * @enum {string}
             */
            operator?: "and_" | "or_";
            id?: {
                any_?: string[] | null;
            } | null;
            /** @default null */
            name?: {
                /** @default null */
                any_?: string[] | null;
                /** @default null */
                startswith_?: string[] | null;
            } | null;
        };
        IncidentCreate: {
            name: string;
            /** @default  */
            summary?: string;
            /**
             * @default moderate
             * @enum {string}
             */
            severity?: "minor" | "low" | "moderate" | "high" | "critical";
            /** @default [] */
            tags?: string[];
            related_resources?: components["schemas"]["RelatedResource"][];
            start_time?: string | null;
        };
        IncidentPartialUpdate: {
            name?: string;
            summary?: string;
            /** @enum {string} */
            severity?: "minor" | "low" | "moderate" | "high" | "critical";
            tags?: string[];
            related_resources?: components["schemas"]["RelatedResource"][];
            /** Format: date-time */
            start_time?: string;
        };
        IncidentFilter: {
            id?: {
                any_?: string[] | null;
            } | null;
            /** @default null */
            name?: {
                /** @default null */
                any_?: string[] | null;
            } | null;
            /** @default null */
            status?: {
                /** @default null */
                any_?: ("active" | "acknowledged" | "resolved")[] | null;
            } | null;
            /** @default null */
            severity?: {
                /** @default null */
                any_?: ("minor" | "low" | "moderate" | "high" | "critical")[] | null;
            } | null;
            start_time?: {
                after_?: string | null;
                before_?: string | null;
            } | null;
        };
        VariableCreate: {
            name: string;
            /** @description Any JSON value */
            value: unknown;
            /** @default [] */
            tags?: string[];
        };
        VariableUpdate: {
            name?: string | null;
            /** @description Any JSON value */
            value?: unknown;
            tags?: string[] | null;
        };
        VariableFilter: {
            /**
             * @default and_
             * @enum {string}
             */
            operator?: "and_" | "or_";
            id?: {
                any_?: string[] | null;
            } | null;
            /** @default null */
            name?: {
                /** @default null */
                any_?: string[] | null;
                /** @default null */
                like_?: string | null;
            } | null;
            tags?: {
                /**
                 * @default and_
                 * @enum {string}
                 */
                operator?: "and_" | "or_";
                /** @default null */
                all_?: string[] | null;
                is_null_?: boolean | null;
            } | null;
        };
        ReceivedEvent: {
            /** Format: date-time */
            occurred: string;
            event: string;
            resource: components["schemas"]["Resource"];
            /** @default [] */
            related: components["schemas"]["RelatedResource"][];
            /** @default {} */
            payload: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            /** @default null */
            follows: string | null;
            /** Format: date-time */
            received: string;
        };
        EventPage: {
            events: components["schemas"]["ReceivedEvent"][];
            total: number;
            next_page: string | null;
        };
        EventCount: {
            value: string;
            label: string;
            count: number;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
        };
        Automation: {
            name: string;
            description: string;
            enabled: boolean;
            tags: string[];
            trigger: components["schemas"]["EventTrigger"] | components["schemas"]["MetricTrigger"] | components["schemas"]["CompoundTrigger"] | components["schemas"]["SequenceTrigger"];
            actions: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"] | components["schemas"]["SendEmailNotification"] | components["schemas"]["DeclareIncident"])[];
            actions_on_trigger: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"] | components["schemas"]["SendEmailNotification"] | components["schemas"]["DeclareIncident"])[];
            actions_on_resolve: (components["schemas"]["DoNothing"] | components["schemas"]["RunDeployment"] | components["schemas"]["PauseDeployment"] | components["schemas"]["ResumeDeployment"] | components["schemas"]["CancelFlowRun"] | components["schemas"]["DeleteFlowRun"] | components["schemas"]["ChangeFlowRunState"] | components["schemas"]["PauseWorkQueue"] | components["schemas"]["ResumeWorkQueue"] | components["schemas"]["SendNotification"] | components["schemas"]["CallWebhook"] | components["schemas"]["PauseAutomation"] | components["schemas"]["ResumeAutomation"] | components["schemas"]["SuspendFlowRun"] | components["schemas"]["ResumeFlowRun"] | components["schemas"]["PauseWorkPool"] | components["schemas"]["ResumeWorkPool"] | components["schemas"]["SendEmailNotification"] | components["schemas"]["DeclareIncident"])[];
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
        };
        AutomationStatus: {
            /** Format: uuid */
            automation_id: string;
            workflow_id: string;
            partitions: number;
            version: number;
            enabled: boolean;
            events: number;
            firings: number;
            waiting: number;
            next_deadline: string | null;
            open_windows: {
                count: number;
                first: {
                    trigger: string;
                    labels: {
                        [key: string]: string;
                    };
                    /** Format: date-time */
                    start: string;
                    end: string | null;
                    count: number;
                    threshold: number;
                    deadline: string | null;
                    last_event_id: string | null;
                }[];
            };
            latest_reasons: {
                code: string;
                text: string;
            }[];
            decisions: {
                [key: string]: number;
            };
        };
        AutomationActivity: {
            /** Format: uuid */
            automation_id: string;
            firings: number;
            last_firing: string | null;
            failed_actions: number;
            next_deadline: string | null;
        };
        AutomationTag: {
            tag: string;
            count: number;
        };
        Firing: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            automation_id: string;
            ordinal: number;
            /** @enum {string} */
            trigger_state: "Triggered" | "Resolved";
            /** Format: date-time */
            triggered: string;
            test: boolean;
            reason: string;
            triggering_labels: {
                [key: string]: string;
            };
            triggering_event: components["schemas"]["ReceivedEvent"] | null;
            actions: components["schemas"]["ActionResult"][];
        };
        ActionResult: {
            index: number;
            type: string;
            /** @enum {string} */
            state: "pending" | "executed" | "failed";
            /** Format: uuid */
            invocation: string;
            round: number;
            reason: string | null;
            finished: string | null;
            details: {
                [key: string]: unknown;
            };
        };
        BlockType: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string;
            slug: string;
            /** @default null */
            logo_url: string | null;
            /** @default null */
            documentation_url: string | null;
            /** @default null */
            description: string | null;
            /** @default null */
            code_example: string | null;
            /** @default false */
            is_protected: boolean;
        };
        BlockSchema: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            checksum: string;
            /** @default {} */
            fields: {
                [key: string]: unknown;
            };
            block_type_id: string | null;
            /** @default null */
            block_type: components["schemas"]["BlockType"] | null;
            /** @default [] */
            capabilities: string[];
            /** @default non-versioned */
            version: string;
        };
        BlockDocument: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string | null;
            /** @default {} */
            data: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            block_schema_id: string;
            /** @default null */
            block_schema: components["schemas"]["BlockSchema"] | null;
            /** Format: uuid */
            block_type_id: string;
            /** @default null */
            block_type_name: string | null;
            /** @default null */
            block_type: components["schemas"]["BlockType"] | null;
            /** @default {} */
            block_document_references: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            /** @default false */
            is_anonymous: boolean;
        };
        Webhook: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            name: string;
            description: string;
            enabled: boolean;
            template: string;
            slug: string;
        };
        Flow: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            name: string;
            tags: string[];
            labels: {
                [key: string]: unknown;
            };
        };
        DeploymentResponse: {
            description: string | null;
            version: string | null;
            entrypoint: string | null;
            path: string | null;
            pull_steps: {
                [key: string]: unknown;
            }[] | null;
            work_pool_name: string | null;
            work_queue_name: string | null;
            storage_document_id: string | null;
            infrastructure_document_id: string | null;
            parameter_openapi_schema: {
                [key: string]: unknown;
            } | null;
            concurrency_limit: number | null;
            concurrency_options: {
                /** @enum {string} */
                collision_strategy: "ENQUEUE" | "CANCEL_NEW";
                /** @default null */
                grace_period_seconds: number | null;
            } | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            name: string;
            /** Format: uuid */
            flow_id: string;
            paused: boolean;
            schedules: components["schemas"]["DeploymentSchedule"][];
            enforce_parameter_schema: boolean;
            parameters: {
                [key: string]: unknown;
            };
            job_variables: {
                [key: string]: unknown;
            };
            tags: string[];
            labels: {
                [key: string]: unknown;
            };
            work_queue_id: string | null;
            last_polled: string | null;
            /** @enum {string} */
            status: "READY" | "NOT_READY";
            global_concurrency_limit: null;
            created_by: {
                /** @default null */
                id: string | null;
                /** @default null */
                type: string | null;
                /** @default null */
                display_value: string | null;
            } | null;
            updated_by: {
                /** @default null */
                id: string | null;
                /** @default null */
                type: string | null;
                /** @default null */
                display_value: string | null;
            } | null;
        };
        DeploymentSchedule: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            /** Format: uuid */
            deployment_id: string;
            schedule: {
                /** @description Seconds */
                interval: number;
                /** Format: date-time */
                anchor_date?: string;
                /** @default null */
                timezone: string | null;
            } | {
                cron: string;
                /** @default null */
                timezone: string | null;
                /** @default true */
                day_or: boolean;
            } | {
                rrule: string;
                /** @default null */
                timezone: string | null;
            };
            active: boolean;
            max_scheduled_runs: number | null;
            parameters: {
                [key: string]: unknown;
            };
            slug: string | null;
        };
        FlowRunResponse: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            name: string;
            /** Format: uuid */
            flow_id: string;
            deployment_id: string | null;
            deployment_version: string | null;
            work_queue_id: string | null;
            work_queue_name: string | null;
            work_pool_id: string | null;
            work_pool_name: string | null;
            flow_version: string | null;
            parameters: {
                [key: string]: unknown;
            };
            idempotency_key: string | null;
            context: {
                [key: string]: unknown;
            };
            empirical_policy: {
                [key: string]: unknown;
            };
            tags: string[];
            labels: {
                [key: string]: unknown;
            };
            state_id: string | null;
            state_type: ("SCHEDULED" | "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED" | "CRASHED" | "PAUSED" | "CANCELLING") | null;
            state_name: string | null;
            state: components["schemas"]["State"] | null;
            run_count: number;
            expected_start_time: string | null;
            next_scheduled_start_time: string | null;
            start_time: string | null;
            end_time: string | null;
            total_run_time: number;
            estimated_run_time: number;
            estimated_start_time_delta: number;
            auto_scheduled: boolean;
            infrastructure_document_id: string | null;
            infrastructure_pid: string | null;
            parent_task_run_id: string | null;
            created_by: {
                /** @default null */
                id: string | null;
                /** @default null */
                type: string | null;
                /** @default null */
                display_value: string | null;
            } | null;
            job_variables: {
                [key: string]: unknown;
            } | null;
        };
        State: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            type: "SCHEDULED" | "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED" | "CRASHED" | "PAUSED" | "CANCELLING";
            name: string;
            /** Format: date-time */
            timestamp: string;
            message: string | null;
            data: unknown | null;
            state_details: {
                [key: string]: unknown;
            };
        };
        OrchestrationResult: {
            /** @enum {string} */
            status: "ACCEPT" | "REJECT" | "ABORT" | "WAIT";
            state: components["schemas"]["State"] | null;
            details: {
                /** @enum {string} */
                type: "accept_details" | "reject_details" | "abort_details" | "wait_details";
                reason?: string | null;
            };
        };
        WorkPoolResponse: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            name: string;
            description: string | null;
            type: string;
            base_job_template: {
                [key: string]: unknown;
            };
            is_paused: boolean;
            concurrency_limit: number | null;
            active_slots: number;
            /** @enum {string} */
            status: "READY" | "NOT_READY" | "PAUSED";
            /** Format: uuid */
            default_queue_id: string;
            storage_configuration: {
                [key: string]: unknown;
            };
        };
        WorkQueueResponse: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            name: string;
            description: string | null;
            is_paused: boolean;
            concurrency_limit: number | null;
            active_slots: number;
            priority: number;
            /** Format: uuid */
            work_pool_id: string;
            work_pool_name: string;
            last_polled: string | null;
            /** @enum {string} */
            status: "READY" | "NOT_READY" | "PAUSED";
            filter: null;
        };
        WorkQueueStatusDetail: {
            healthy: boolean;
            late_runs_count: number;
            last_polled: string | null;
            health_check_policy: {
                maximum_late_runs: number | null;
                maximum_seconds_since_last_polled: number | null;
            };
        };
        Variable: {
            /** Format: uuid */
            id: string;
            created: string | null;
            updated: string | null;
            name: string;
            /** @description Any JSON value */
            value: unknown;
            tags: string[];
        };
        Incident: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            name: string;
            summary: string;
            /** @enum {string} */
            severity: "minor" | "low" | "moderate" | "high" | "critical";
            /** @enum {string} */
            status: "active" | "acknowledged" | "resolved";
            tags: string[];
            related_resources: components["schemas"]["RelatedResource"][];
            /** Format: date-time */
            start_time: string;
            acknowledged_time: string | null;
            end_time: string | null;
            declared_by: string | null;
        };
        ValidationError: {
            /** @constant */
            exception_message: "Invalid request received.";
            exception_detail: {
                type: string;
                loc: (string | number)[];
                msg: string;
                input?: unknown;
            }[];
            request_body?: unknown;
        };
        Exception: {
            exception_message: string;
        };
        Detail: {
            detail: string;
        };
        TemplateError: {
            error: {
                line: number;
                message: string;
                source: string;
            };
        };
        ServerInfo: {
            version: string;
            temporal_ui_url: string | null;
            temporal_namespace: string;
            upstream: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the server works */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": boolean;
                };
            };
        };
    };
    get_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the server can serve */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    get_server: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What this installation is: its version, and where its Temporal is seen */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerInfo"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
        };
    };
    get_hello: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A greeting */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
        };
    };
    get_version: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version of Prefect whose API this is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
        };
    };
    get_admin_version: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The same, for Prefect’s client */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
        };
    };
    get_csrf_token: {
        parameters: {
            query: {
                client: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Always 422: there is no CSRF protection to take part in */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string;
                    };
                };
            };
        };
    };
    get_openapi_json: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    post_automations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutomationCreate"];
            };
        };
        responses: {
            /** @description Create an automation */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_automations_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    automations?: components["schemas"]["AutomationFilter"] | null;
                    /** @default null */
                    sort?: ("CREATED_DESC" | "UPDATED_DESC" | "NAME_ASC" | "NAME_DESC") | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List automations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_automations_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    automations?: components["schemas"]["AutomationFilter"] | null;
                };
            };
        };
        responses: {
            /** @description Count automations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_automations_tags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    search?: string;
                    /** @default 50 */
                    limit?: number;
                };
            };
        };
        responses: {
            /** @description List the tags of automations, those of the most automations first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationTag"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_automations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read an automation, by id or by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    put_automations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutomationUpdate"];
            };
        };
        responses: {
            /** @description Replace an automation and start it afresh */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_automations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete an automation */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_automations_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutomationPartialUpdate"];
            };
        };
        responses: {
            /** @description Pause or resume an automation */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_automations_related_to_resource_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                resource_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the automations of a resource */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    put_automations_owned_by_resource_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                resource_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutomationCreate"][];
            };
        };
        responses: {
            /** @description Set the automations that a resource owns: those that stay the same keep their windows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Automation"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_automations_owned_by_resource_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                resource_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete the automations that a resource owns */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_automations_templates_validate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Check a template */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateError"];
                };
            };
        };
    };
    post_automations_backtest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    automation: components["schemas"]["AutomationCreate"];
                    automation_id?: string | null;
                    since?: string | null;
                    until?: string | null;
                    limit?: number;
                };
            };
        };
        responses: {
            /** @description Ask how often an automation would have fired on the recorded events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        firings: {
                            /** Format: date-time */
                            triggered: string;
                            /** @enum {string} */
                            trigger_state: "Triggered" | "Resolved";
                            reason: string;
                            triggering_labels: {
                                [key: string]: string;
                            };
                            triggering_event: {
                                /** Format: uuid */
                                id: string;
                                event: string;
                                /** Format: date-time */
                                occurred: string;
                                resource: {
                                    [key: string]: string;
                                };
                            } | null;
                        }[];
                        events: number;
                        matched: number;
                        /** Format: date-time */
                        since: string;
                        /** Format: date-time */
                        until: string;
                        recorded_since: string | null;
                        cut: ("events" | "time") | null;
                    };
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_automations_id_test_fire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    event_id?: string | null;
                    event?: components["schemas"]["Event"] | null;
                    /** @default null */
                    key?: string | null;
                };
            };
        };
        responses: {
            /** @description Make an automation fire once, as a test */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        firing_id: string;
                        /** Format: uuid */
                        request_event_id: string;
                    };
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_automations_id_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How an automation stands: its open windows, deadlines and latest decisions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationStatus"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_automations_activity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description What automations have done last and do next */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationActivity"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_automations_id_firings: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List what fired, why, and how each action went */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Firing"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_firings_id_actions_index_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                index: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send an action that failed again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionResult"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_firings_dead_letters: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the firings with actions that gave up, latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Firing"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_firings_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read what fired, why, and how each action went */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Firing"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_templates_validate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description Check a template */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateError"];
                };
            };
        };
    };
    post_templates_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    template: string;
                    /** @default null */
                    context?: {
                        [key: string]: unknown;
                    } | null;
                    event_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Render a template */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rendered: string;
                    };
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateError"];
                };
            };
        };
    };
    post_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Event"][];
            };
        };
        responses: {
            /** @description Record events; they are evaluated in the order of the list */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_events_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default {} */
                    filter?: components["schemas"]["EventFilter"] | null;
                    limit?: number;
                };
            };
        };
        responses: {
            /** @description List events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_events_filter_next: {
        parameters: {
            query: {
                "page-token": string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The next page of a list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_events_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read an event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedEvent"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_events_count_by_countable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                countable: "day" | "time" | "event" | "resource";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter: components["schemas"]["EventFilter"];
                    /**
                     * @default day
                     * @enum {string}
                     */
                    time_unit?: "week" | "day" | "hour" | "minute" | "second";
                    time_interval?: number;
                };
            };
        };
        responses: {
            /** @description Count events by day, time, name or resource */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventCount"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_block_capabilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the capabilities that blocks have */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
        };
    };
    post_block_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlockTypeCreate"];
            };
        };
        responses: {
            /** @description Create a block type */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockType"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_block_types_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default null */
                    block_types?: components["schemas"]["BlockTypeFilter"] | null;
                    block_schemas?: components["schemas"]["BlockSchemaFilter"] | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List block types */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockType"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_block_types_install_system_block_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Install the block types that come with the server */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": null;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
        };
    };
    get_block_types_slug_slug: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a block type by its slug */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockType"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_block_types_slug_slug_block_documents: {
        parameters: {
            query?: {
                include_secrets?: boolean;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the blocks of a type */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockDocument"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_block_types_slug_slug_block_documents_name_block_document_name: {
        parameters: {
            query?: {
                include_secrets?: boolean;
            };
            header?: never;
            path: {
                slug: string;
                block_document_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a block by type and name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockDocument"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_block_types_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a block type */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockType"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_block_types_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a block type */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_block_types_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlockTypeUpdate"];
            };
        };
        responses: {
            /** @description Change a block type */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_block_schemas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlockSchemaCreate"];
            };
        };
        responses: {
            /** @description Create a block schema */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockSchema"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_block_schemas_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    block_schemas?: components["schemas"]["BlockSchemaFilter"] | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List block schemas */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockSchema"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_block_schemas_checksum_checksum: {
        parameters: {
            query?: {
                version?: string;
            };
            header?: never;
            path: {
                checksum: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a block schema by its checksum */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockSchema"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_block_schemas_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a block schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockSchema"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_block_schemas_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a block schema */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_block_documents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlockDocumentCreate"];
            };
        };
        responses: {
            /** @description Create a block */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockDocument"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_block_documents_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    block_documents?: components["schemas"]["BlockDocumentFilter"] | null;
                    /** @default null */
                    block_types?: components["schemas"]["BlockTypeFilter"] | null;
                    block_schemas?: components["schemas"]["BlockSchemaFilter"] | null;
                    include_secrets?: boolean;
                    /** @default null */
                    sort?: ("NAME_DESC" | "NAME_ASC" | "BLOCK_TYPE_AND_NAME_ASC") | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List blocks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockDocument"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_block_documents_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    block_documents?: components["schemas"]["BlockDocumentFilter"] | null;
                    /** @default null */
                    block_types?: components["schemas"]["BlockTypeFilter"] | null;
                    block_schemas?: components["schemas"]["BlockSchemaFilter"] | null;
                };
            };
        };
        responses: {
            /** @description Count blocks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_block_documents_id: {
        parameters: {
            query?: {
                include_secrets?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a block */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockDocument"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_block_documents_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a block */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_block_documents_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlockDocumentUpdate"];
            };
        };
        responses: {
            /** @description Change a block */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_block_documents_id_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default null */
                    subject?: string | null;
                    /** @default null */
                    body?: string | null;
                };
            };
        };
        responses: {
            /** @description Send a test message through a block */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        error: string | null;
                        details: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    dry_run?: boolean;
                    blocks?: {
                        /** Format: uuid */
                        id: string;
                        /** @default null */
                        name?: string | null;
                        block_type_slug: string;
                        data: {
                            [key: string]: unknown;
                        };
                        is_anonymous?: boolean;
                    }[];
                    automations?: ({
                        /** Format: uuid */
                        id: string;
                        name: string;
                    } & {
                        [key: string]: unknown;
                    })[];
                };
            };
        };
        responses: {
            /** @description Take over automations and blocks under their ids; repeatable */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        steps: {
                            /** @enum {string} */
                            kind: "block" | "automation";
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            step: "create" | "update" | "unchanged" | "skip";
                            note: string | null;
                        }[];
                    };
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreate"];
            };
        };
        responses: {
            /** @description Create a webhook */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_webhooks_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    webhooks?: components["schemas"]["WebhookFilter"] | null;
                    /** @default null */
                    sort?: ("CREATED_DESC" | "UPDATED_DESC" | "NAME_ASC" | "NAME_DESC") | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List webhooks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_webhooks_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    template: string;
                    /** @default POST */
                    method?: string;
                    /** @default {} */
                    headers?: {
                        [key: string]: string;
                    };
                    /** @default  */
                    body?: string;
                    webhook_id?: string | null;
                };
            };
        };
        responses: {
            /** @description See what a template makes of a call */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rendered: string | null;
                        event: components["schemas"]["Event"] | null;
                        error: string | null;
                        line: number | null;
                    };
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_webhooks_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a webhook */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    put_webhooks_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreate"];
            };
        };
        responses: {
            /** @description Replace a webhook */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_webhooks_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a webhook */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_webhooks_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPartialUpdate"];
            };
        };
        responses: {
            /** @description Change a webhook */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_webhooks_id_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Give a webhook a new slug */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_webhooks_id_requests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the latest calls of a webhook and what came of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        method: string;
                        headers: {
                            [key: string]: string;
                        };
                        body: unknown;
                        rendered: string | null;
                        status: number;
                        error: string | null;
                    }[];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_flows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowCreate"];
            };
        };
        responses: {
            /** @description Create a flow, or read the one of this name */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_flows_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    flows?: components["schemas"]["FlowFilter"] | null;
                    flow_runs?: components["schemas"]["FlowRunFilter"] | null;
                    deployments?: components["schemas"]["DeploymentFilter"] | null;
                    work_pools?: components["schemas"]["WorkPoolFilter"] | null;
                    work_pool_queues?: components["schemas"]["WorkQueueFilter"] | null;
                    /** @default null */
                    sort?: ("CREATED_DESC" | "UPDATED_DESC" | "NAME_ASC" | "NAME_DESC") | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List flows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_flows_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    flows?: components["schemas"]["FlowFilter"] | null;
                    flow_runs?: components["schemas"]["FlowRunFilter"] | null;
                    deployments?: components["schemas"]["DeploymentFilter"] | null;
                    work_pools?: components["schemas"]["WorkPoolFilter"] | null;
                    work_pool_queues?: components["schemas"]["WorkQueueFilter"] | null;
                };
            };
        };
        responses: {
            /** @description Count flows */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_flows_name_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a flow by its name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_flows_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a flow */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_flows_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a flow with its deployments */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_flows_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowUpdate"];
            };
        };
        responses: {
            /** @description Change the tags of a flow */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_deployments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentCreate"];
            };
        };
        responses: {
            /** @description Create a deployment, or replace the one of the same flow and name */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_deployments_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    flows?: components["schemas"]["FlowFilter"] | null;
                    flow_runs?: components["schemas"]["FlowRunFilter"] | null;
                    deployments?: components["schemas"]["DeploymentFilter"] | null;
                    work_pools?: components["schemas"]["WorkPoolFilter"] | null;
                    work_pool_queues?: components["schemas"]["WorkQueueFilter"] | null;
                    /** @default null */
                    sort?: ("CREATED_DESC" | "UPDATED_DESC" | "NAME_ASC" | "NAME_DESC") | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List deployments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentResponse"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_deployments_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    flows?: components["schemas"]["FlowFilter"] | null;
                    flow_runs?: components["schemas"]["FlowRunFilter"] | null;
                    deployments?: components["schemas"]["DeploymentFilter"] | null;
                    work_pools?: components["schemas"]["WorkPoolFilter"] | null;
                    work_pool_queues?: components["schemas"]["WorkQueueFilter"] | null;
                };
            };
        };
        responses: {
            /** @description Count deployments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_deployments_get_scheduled_flow_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    deployment_ids: string[];
                    limit?: ((number | null) | null) | number | null;
                    scheduled_before?: string | null;
                };
            };
        };
        responses: {
            /** @description Flow runs of deployments that are scheduled */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowRunResponse"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_deployments_name_flow_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a deployment by the names of its flow and its own */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_deployments_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_deployments_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a deployment */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_deployments_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentUpdate"];
            };
        };
        responses: {
            /** @description Change a deployment */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_deployments_id_pause_deployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pause the schedules of a deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": null;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_deployments_id_resume_deployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Resume the schedules of a deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": null;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_deployments_id_create_flow_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentFlowRunCreate"];
            };
        };
        responses: {
            /** @description Run a deployment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowRunResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_deployments_id_work_queue_check: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The work queue of a deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkQueueResponse"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_deployments_id_schedules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the schedules of a deployment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentSchedule"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_deployments_id_schedules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentScheduleCreate"][];
            };
        };
        responses: {
            /** @description Add schedules to a deployment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentSchedule"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_deployments_id_schedules_schedule_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a schedule */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_deployments_id_schedules_schedule_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentScheduleUpdate"];
            };
        };
        responses: {
            /** @description Change a schedule */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_flow_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowRunCreate"];
            };
        };
        responses: {
            /** @description Create a flow run that the caller carries out */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowRunResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_flow_runs_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    flows?: components["schemas"]["FlowFilter"] | null;
                    flow_runs?: components["schemas"]["FlowRunFilter"] | null;
                    deployments?: components["schemas"]["DeploymentFilter"] | null;
                    work_pools?: components["schemas"]["WorkPoolFilter"] | null;
                    work_pool_queues?: components["schemas"]["WorkQueueFilter"] | null;
                    /** @default null */
                    sort?: ("ID_DESC" | "START_TIME_ASC" | "START_TIME_DESC" | "EXPECTED_START_TIME_ASC" | "EXPECTED_START_TIME_DESC" | "NAME_ASC" | "NAME_DESC" | "NEXT_SCHEDULED_START_TIME_ASC" | "END_TIME_DESC") | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List flow runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowRunResponse"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_flow_runs_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    flows?: components["schemas"]["FlowFilter"] | null;
                    flow_runs?: components["schemas"]["FlowRunFilter"] | null;
                    deployments?: components["schemas"]["DeploymentFilter"] | null;
                    work_pools?: components["schemas"]["WorkPoolFilter"] | null;
                    work_pool_queues?: components["schemas"]["WorkQueueFilter"] | null;
                };
            };
        };
        responses: {
            /** @description Count flow runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_flow_runs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a flow run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowRunResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_flow_runs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a flow run */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_flow_runs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowRunUpdate"];
            };
        };
        responses: {
            /** @description Change a flow run */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_flow_runs_id_labels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Add labels to a flow run, or replace them */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_flow_runs_id_set_state: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    state: components["schemas"]["StateCreate"];
                    force?: boolean;
                };
            };
        };
        responses: {
            /** @description Put a flow run into a state */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrchestrationResult"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_flow_runs_id_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default null */
                    run_input?: {
                        [key: string]: unknown;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Resume a flow run that is paused */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrchestrationResult"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_flow_run_states: {
        parameters: {
            query: {
                flow_run_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The states that a flow run has been in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["State"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_flow_run_states_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a state of a flow run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["State"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_logs_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default null */
                    logs?: {
                        [key: string]: unknown;
                    } | null;
                    /** @default null */
                    sort?: ("TIMESTAMP_ASC" | "TIMESTAMP_DESC") | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description Logs of flow runs: none, they stay with Temporal's workers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    }[];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_pools: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkPoolCreate"];
            };
        };
        responses: {
            /** @description Create a work pool */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkPoolResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_pools_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    work_pools?: components["schemas"]["WorkPoolFilter"] | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List work pools */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkPoolResponse"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_pools_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    work_pools?: components["schemas"]["WorkPoolFilter"] | null;
                };
            };
        };
        responses: {
            /** @description Count work pools */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_work_pools_pool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a work pool */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkPoolResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_work_pools_pool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a work pool with its queues */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_work_pools_pool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkPoolUpdate"];
            };
        };
        responses: {
            /** @description Change, pause or resume a work pool */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_pools_pool_concurrency_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    page?: number;
                    limit?: ((number | null) | null) | number | null;
                    flow_run_limit?: number;
                };
            };
        };
        responses: {
            /** @description How the places of a work pool are taken, queue by queue */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        active_slots: number;
                        concurrency_limit: number | null;
                        queues: {
                            /** Format: uuid */
                            queue_id: string;
                            queue_name: string;
                            active_slots: number;
                            concurrency_limit: number | null;
                            flow_runs: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                state_type: ("SCHEDULED" | "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED" | "CRASHED" | "PAUSED" | "CANCELLING") | null;
                                state_name: string | null;
                                start_time: string | null;
                                state_timestamp: string | null;
                                time_in_current_state: number | null;
                            }[];
                            flow_run_count: number;
                        }[];
                        count: number;
                        limit: number;
                        pages: number;
                        page: number;
                    };
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_pools_pool_get_scheduled_flow_runs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    limit?: ((number | null) | null) | number | null;
                    scheduled_before?: string | null;
                    scheduled_after?: string | null;
                    /** @default null */
                    work_queue_names?: string[] | null;
                };
            };
        };
        responses: {
            /** @description Flow runs that are scheduled in a work pool */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        work_pool_id: string;
                        /** Format: uuid */
                        work_queue_id: string;
                        flow_run: components["schemas"]["FlowRunResponse"];
                    }[];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_pools_pool_workers_filter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    workers?: {
                        /**
                         * @default and_
                         * @enum {string}
                         */
                        operator?: "and_" | "or_";
                        last_heartbeat_time?: {
                            before_?: string | null;
                            after_?: string | null;
                        } | null;
                        /** @default null */
                        status?: {
                            /** @default null */
                            any_?: ("ONLINE" | "OFFLINE")[] | null;
                            /** @default null */
                            not_any_?: ("ONLINE" | "OFFLINE")[] | null;
                        } | null;
                    } | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List the workers of a work pool: who polls its task queues */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        created: string | null;
                        updated: string | null;
                        name: string;
                        /** Format: uuid */
                        work_pool_id: string;
                        last_heartbeat_time: string | null;
                        heartbeat_interval_seconds: number | null;
                        /** @enum {string} */
                        status: "ONLINE" | "OFFLINE";
                    }[];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_pools_pool_queues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkQueueCreate"];
            };
        };
        responses: {
            /** @description Create a work queue in a pool */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkQueueResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_pools_pool_queues_filter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    work_queues?: components["schemas"]["WorkQueueFilter"] | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List the work queues of a pool */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkQueueResponse"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_work_pools_pool_queues_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a work queue of a pool */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkQueueResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_work_pools_pool_queues_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a work queue of a pool */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_work_pools_pool_queues_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pool: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkQueueUpdate"];
            };
        };
        responses: {
            /** @description Change, pause or resume a work queue of a pool */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_queues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkQueueCreate"];
            };
        };
        responses: {
            /** @description Create a work queue in the default pool */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkQueueResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_queues_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    work_queues?: components["schemas"]["WorkQueueFilter"] | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List work queues */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkQueueResponse"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_work_queues_name_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a work queue by its name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkQueueResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_work_queues_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a work queue */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkQueueResponse"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_work_queues_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a work queue */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_work_queues_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkQueueUpdate"];
            };
        };
        responses: {
            /** @description Change, pause or resume a work queue */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_work_queues_id_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How a work queue is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkQueueStatusDetail"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_queues_id_concurrency_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    page?: number;
                    limit?: ((number | null) | null) | number | null;
                    flow_run_limit?: number;
                };
            };
        };
        responses: {
            /** @description Which flow runs take the places of a work queue */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        active_slots: number;
                        concurrency_limit: number | null;
                        flow_runs: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            state_type: ("SCHEDULED" | "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED" | "CRASHED" | "PAUSED" | "CANCELLING") | null;
                            state_name: string | null;
                            start_time: string | null;
                            state_timestamp: string | null;
                            time_in_current_state: number | null;
                        }[];
                        count: number;
                        limit: number;
                        pages: number;
                        page: number;
                    };
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_work_queues_id_get_runs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    limit?: ((number | null) | null) | number | null;
                    scheduled_before?: string | null;
                };
            };
        };
        responses: {
            /** @description Flow runs that are scheduled in a work queue */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowRunResponse"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_incidents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentCreate"];
            };
        };
        responses: {
            /** @description Declare an incident */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_incidents_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    incidents?: components["schemas"]["IncidentFilter"] | null;
                    /** @default null */
                    sort?: ("START_TIME_DESC" | "START_TIME_ASC" | "UPDATED_DESC" | "NAME_ASC") | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List incidents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_incidents_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    incidents?: components["schemas"]["IncidentFilter"] | null;
                };
            };
        };
        responses: {
            /** @description Count incidents */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_incidents_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read an incident */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_incidents_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncidentPartialUpdate"];
            };
        };
        responses: {
            /** @description Change an incident */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_incidents_id_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Say that somebody sees to an incident */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_incidents_id_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Close an incident */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_incidents_id_reopen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open an incident again that was closed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_variables: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VariableCreate"];
            };
        };
        responses: {
            /** @description Create a variable */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variable"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_variables_filter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    variables?: components["schemas"]["VariableFilter"] | null;
                    /** @default null */
                    sort?: ("CREATED_DESC" | "UPDATED_DESC" | "NAME_DESC" | "NAME_ASC") | null;
                    limit?: ((number | null) | null) | number | null;
                    offset?: number;
                };
            };
        };
        responses: {
            /** @description List variables */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variable"][];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    post_variables_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    variables?: components["schemas"]["VariableFilter"] | null;
                };
            };
        };
        responses: {
            /** @description Count variables */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number;
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_variables_name_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a variable by its name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variable"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_variables_name_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a variable by its name */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_variables_name_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VariableUpdate"];
            };
        };
        responses: {
            /** @description Change a variable by its name */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    get_variables_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read a variable */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variable"];
                };
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    delete_variables_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a variable */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
    patch_variables_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VariableUpdate"];
            };
        };
        responses: {
            /** @description Change a variable */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Wrong or missing credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description There is no such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exception"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationError"];
                };
            };
        };
    };
}
