// SPDX-License-Identifier: Apache-2.0
import Console
import ConsoleTesting

/// One good call of a route.
struct SampleCall: Sendable {
    let path: String
    var body = ""
    var type: String?
    /// What the appliance is asked for then; nil when it is not asked.
    var asks: String?

    private static let json = "application/json"
    private static let pending = "/v1/skills/pending/order-coffee/0123456789ab"
    private static let digest = "{\"sha256\":\"\(Sample.sha256)\"}"

    /// By the route's title; `CODE` stands for a code that the test issues.
    static let all: [String: SampleCall] = [
        "GET /": SampleCall(path: "/"),
        "GET /health": SampleCall(path: "/health"),
        "GET /openapi.json": SampleCall(path: "/openapi.json"),
        "POST /v1/session": SampleCall(path: "/v1/session", body: "{\"code\":\"CODE\"}", type: json),
        "POST /v1/session/codes": SampleCall(path: "/v1/session/codes"),
        "POST /v1/doctor": SampleCall(path: "/v1/doctor", asks: "examine operator"),
        "GET /assets/{folder}/{file}": SampleCall(path: "/assets/shell/app.js"),
        "GET /v1/status": SampleCall(path: "/v1/status", asks: "status"),
        "GET /v1/audit/lines": SampleCall(path: "/v1/audit/lines?after=3&limit=10", asks: "auditLines after 3"),
        "POST /v1/audit/verify": SampleCall(path: "/v1/audit/verify", asks: "verifyAudit"),
        "GET /v1/events": SampleCall(
            path: "/v1/events?after=1&limit=10&event=run_started&run_id=run_1",
            asks: "events after 1"
        ),
        "GET /v1/events/stream": SampleCall(path: "/v1/events/stream", asks: "events after -1"),
        "GET /v1/recordings": SampleCall(path: "/v1/recordings", asks: "recordings"),
        "POST /v1/recordings": SampleCall(
            path: "/v1/recordings",
            body: "{\"name\":\"n\",\"url\":\"https://shop.example/\"}",
            type: json,
            asks: "startRecording n https://shop.example/ operator"
        ),
        "GET /v1/recordings/{slug}": SampleCall(path: "/v1/recordings/order-coffee", asks: "recording order-coffee"),
        "GET /v1/recordings/{slug}/steps": SampleCall(
            path: "/v1/recordings/order-coffee/steps",
            asks: "taughtSteps order-coffee"
        ),
        "POST /v1/recordings/{slug}/edits": SampleCall(
            path: "/v1/recordings/order-coffee/edits",
            body: "{\"edit\":\"rename\",\"step\":2,\"event\":7,\"name\":\"look\"}",
            type: json,
            asks: "editRecording order-coffee rename 2 7 look operator"
        ),
        "POST /v1/recordings/{slug}/picks": SampleCall(
            path: "/v1/recordings/order-coffee/picks",
            body: "{\"for\":\"extract\",\"name\":\"total\",\"seconds\":5}",
            type: json,
            asks: "pickElement order-coffee extract total 5 operator"
        ),
        "POST /v1/recordings/{slug}/stop": SampleCall(
            path: "/v1/recordings/order-coffee/stop",
            asks: "stopRecording order-coffee operator"
        ),
        "POST /v1/recordings/{slug}/sign-in": SampleCall(
            path: "/v1/recordings/order-coffee/sign-in",
            body: "{\"origin\":\"https://a.example\",\"user\":\"ada\",\"password\":\"p\"}",
            type: json,
            asks: "signIn order-coffee https://a.example ada operator"
        ),
        "POST /v1/recordings/{slug}/dialog": SampleCall(
            path: "/v1/recordings/order-coffee/dialog",
            body: "{\"number\":1,\"accept\":true,\"text\":\"n\"}",
            type: json,
            asks: "answerDialog order-coffee 1 true n operator"
        ),
        "GET /v1/recordings/{slug}/pictures/{number}": SampleCall(
            path: "/v1/recordings/order-coffee/pictures/7",
            asks: "recordingPicture order-coffee 7"
        ),
        "GET /v1/skills": SampleCall(path: "/v1/skills", asks: "skills"),
        "POST /v1/skills": SampleCall(
            path: "/v1/skills",
            body: "name: ☕",
            type: "application/yaml; charset=utf-8",
            asks: "importSkill name: ☕ operator"
        ),
        "GET /v1/skills/{slug}": SampleCall(path: "/v1/skills/order-coffee", asks: "skill order-coffee"),
        "DELETE /v1/skills/{slug}": SampleCall(
            path: "/v1/skills/order-coffee",
            asks: "deleteSkill order-coffee operator"
        ),
        "POST /v1/skills/{slug}/runs": SampleCall(
            path: "/v1/skills/order-coffee/runs",
            body: "{\"inputs\":{\"coffeeKind\":\"Latte\"}}",
            type: json,
            asks: "startRun order-coffee coffeeKind=Latte operator"
        ),
        "POST /v1/skills/{slug}/check": SampleCall(
            path: "/v1/skills/order-coffee/check",
            body: "{\"inputs\":{\"coffeeKind\":\"Latte\"}}",
            type: json,
            asks: "checkSkill order-coffee coffeeKind=Latte operator"
        ),
        "POST /v1/skills/{slug}/recordings": SampleCall(
            path: "/v1/skills/order-coffee/recordings",
            body: "{\"step\":3,\"inputs\":{\"coffeeKind\":\"Latte\"}}",
            type: json,
            asks: "continueSkill order-coffee 3 coffeeKind=Latte operator"
        ),
        "GET /v1/skills/pending": SampleCall(path: "/v1/skills/pending", asks: "pendingSkills"),
        "GET /v1/skills/pending/{slug}/{sha12}": SampleCall(
            path: pending,
            asks: "pendingSkill order-coffee 0123456789ab"
        ),
        "POST /v1/skills/pending/{slug}/{sha12}/approve": SampleCall(
            path: pending + "/approve",
            body: digest,
            type: json,
            asks: "approve order-coffee \(Sample.sha256) operator"
        ),
        "POST /v1/skills/pending/{slug}/{sha12}/reject": SampleCall(
            path: pending + "/reject",
            body: "{\"sha256\":\"\(Sample.sha256)\",\"reason\":\"weak\"}",
            type: json,
            asks: "reject order-coffee \(Sample.sha256) weak operator"
        ),
        "GET /v1/runs": SampleCall(path: "/v1/runs?limit=7", asks: "runs 7"),
        "GET /v1/runs/{id}": SampleCall(path: "/v1/runs/run_1?wait=5", asks: "awaitRun run_1 5.0"),
        "GET /v1/runs/{id}/steps/{step}/picture": SampleCall(
            path: "/v1/runs/run_1/steps/a3/picture?moment=found",
            asks: "picture run_1 a3 found"
        ),
        "GET /v1/runs/{id}/files/{n}": SampleCall(path: "/v1/runs/run_1/files/1", asks: "file 1 run_1"),
        "POST /v1/runs/{id}/cancel": SampleCall(path: "/v1/runs/run_1/cancel", asks: "cancelRun run_1 operator"),
        "POST /v1/runs/{id}/answer": SampleCall(
            path: "/v1/runs/run_1/answer",
            body: "{\"decision\":\"deny\"}",
            type: json,
            asks: "answerRun run_1 deny operator"
        ),
        "POST /v1/hitl/{run}/pause": SampleCall(path: "/v1/hitl/run_1/pause", asks: "pauseRun run_1 operator"),
        "POST /v1/hitl/{run}/resume": SampleCall(path: "/v1/hitl/run_1/resume", asks: "resumeRun run_1 operator"),
        "POST /v1/hitl/{run}/inject": SampleCall(
            path: "/v1/hitl/run_1/inject",
            body: "{\"steps\":[{\"click\":\"keep\"}]}",
            type: json,
            asks: "inject run_1 1 operator"
        ),
        "POST /v1/hitl/{run}/takeover": SampleCall(
            path: "/v1/hitl/run_1/takeover",
            body: "{\"keep\":true}",
            type: json,
            asks: "takeOver run_1 true operator"
        ),
        "POST /v1/hitl/{run}/renew": SampleCall(
            path: "/v1/hitl/run_1/renew",
            body: "{\"lease\":\"lea_1\"}",
            type: json,
            asks: "renewLease run_1 lea_1 operator"
        ),
        "POST /v1/hitl/{run}/handback": SampleCall(
            path: "/v1/hitl/run_1/handback",
            body: "{\"lease\":\"lea_1\",\"then\":\"go_on\"}",
            type: json,
            asks: "handBack run_1 lea_1 go_on operator"
        ),
        "GET /v1/approvals": SampleCall(path: "/v1/approvals", asks: "approvals"),
        "POST /v1/approvals/{id}/decide": SampleCall(
            path: "/v1/approvals/apr_1/decide",
            body: "{\"decision\":\"approve\"}",
            type: json,
            asks: "decide apr_1 approve operator"
        ),
        "GET /v1/grants": SampleCall(path: "/v1/grants", asks: "grants"),
        "POST /v1/grants": SampleCall(
            path: "/v1/grants",
            body: "{\"origin\":\"https://a.example\"}",
            type: json,
            asks: "addGrant https://a.example operator"
        ),
        "DELETE /v1/grants": SampleCall(
            path: "/v1/grants?origin=https%3A%2F%2Fshop.example",
            asks: "removeGrant https://shop.example operator"
        ),
        "POST /v1/kill-switch": SampleCall(
            path: "/v1/kill-switch",
            body: "{\"on\":true}",
            type: json,
            asks: "setKillSwitch true operator"
        ),
        "GET /v1/logins": SampleCall(path: "/v1/logins", asks: "logins"),
        "POST /v1/logins": SampleCall(
            path: "/v1/logins",
            body: "{\"name\":\"anna\"}",
            type: json,
            asks: "addLogin anna operator"
        ),
        "GET /v1/observer": SampleCall(path: "/v1/observer", asks: "observer"),
        "GET /v1/observer/buffer": SampleCall(
            path: "/v1/observer/buffer?run=run_1&tab=tab_1&since=3&words=total%20due&debug=1",
            asks: "observations run_1 tab_1 3 total due true"
        ),
        "POST /v1/observer/pause": SampleCall(path: "/v1/observer/pause", asks: "pauseObserver operator"),
        "POST /v1/observer/resume": SampleCall(path: "/v1/observer/resume", asks: "resumeObserver operator"),
        "POST /v1/observer/purge": SampleCall(
            path: "/v1/observer/purge",
            body: "{\"run\":\"run_1\"}",
            type: json,
            asks: "purgeObserver run_1 operator"
        ),
        "GET /v1/models": SampleCall(path: "/v1/models", asks: "models"),
        "POST /v1/models/test": SampleCall(path: "/v1/models/test", asks: "testModels operator"),
        "DELETE /v1/logins/{slug}": SampleCall(path: "/v1/logins/anna", asks: "removeLogin anna operator"),
        "GET /v1/authorities": SampleCall(path: "/v1/authorities", asks: "authorities"),
        "POST /v1/authorities": SampleCall(
            path: "/v1/authorities",
            body: "{\"name\":\"office\",\"pem\":\"x\"}",
            type: json,
            asks: "addAuthority office operator"
        ),
        "DELETE /v1/authorities/{slug}": SampleCall(
            path: "/v1/authorities/office",
            asks: "removeAuthority office operator"
        ),
        "GET /v1/secrets": SampleCall(path: "/v1/secrets", asks: "secrets"),
        "POST /v1/secrets": SampleCall(
            path: "/v1/secrets",
            body: "{\"name\":\"n\",\"origin\":\"https://a.example\",\"value\":\"hunter2\"}",
            type: json,
            asks: "setSecret n 7 characters operator"
        ),
        "GET /v1/tabs": SampleCall(path: "/v1/tabs", asks: "tabs"),
        "GET /v1/viewers": SampleCall(path: "/v1/viewers", asks: "viewers"),
        "POST /v1/tickets": SampleCall(path: "/v1/tickets"),
        "GET /v1/tabs/{id}/screenshot": SampleCall(
            path: "/v1/tabs/tab_1/screenshot?width=640",
            asks: "watch tab_1 - - 640 single operator"
        ),
        "GET /v1/screenshot": SampleCall(path: "/v1/screenshot", asks: "watch front - - - single operator"),
        "GET /v1/tabs/{id}/stream": SampleCall(
            path: "/v1/tabs/tab_1/stream?fps=5&quality=50&width=640",
            asks: "watch tab_1 5 50 640 mjpeg operator"
        ),
        "GET /v1/screenshot/stream": SampleCall(
            path: "/v1/screenshot/stream",
            asks: "watch front - - - mjpeg operator"
        ),
        "GET /v1/tabs/{id}/frames": SampleCall(
            path: "/v1/tabs/tab_1/frames?fps=30",
            asks: "watch tab_1 30 - - frames operator"
        ),
        "POST /v1/tabs/{id}/input": SampleCall(
            path: "/v1/tabs/tab_1/input",
            body: "{\"frame\":1,\"document\":\"doc_1\",\"events\":[{\"type\":\"move\",\"x\":0.5,\"y\":1}]}",
            type: json,
            asks: "drive tab_1 1 doc_1 move operator"
        ),
        "GET /v1/live/changes": SampleCall(path: "/v1/live/changes", asks: "changes"),
        "POST /v1/tabs/{id}/dialog": SampleCall(
            path: "/v1/tabs/tab_1/dialog",
            body: "{\"number\":2,\"accept\":true}",
            type: json,
            asks: "answerDialog tab_1 2 true operator"
        ),
        "POST /v1/tabs/{id}/files": SampleCall(
            path: "/v1/tabs/tab_1/files?chooser=3&name=a.txt&more=true",
            body: "hello",
            type: "application/octet-stream",
            asks: "giveFile tab_1 3 a.txt 5 true operator"
        ),
        "DELETE /v1/secrets/{name}": SampleCall(
            path: "/v1/secrets/shop-password",
            asks: "removeSecret shop-password operator"
        ),
    ]
}
