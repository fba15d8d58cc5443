// SPDX-License-Identifier: Apache-2.0
internal import HTTPTypes
internal import Vocabulary

extension RouteTable {
    static let recordings: [Route] = [
        Route(
            .get,
            "/v1/recordings",
            .operatorOnly,
            "The recordings.",
            success: .ok("RecordingList")
        ) { request in try .value(RecordingList(recordings: try await request.control.recordings())) },
        Route(
            .post,
            "/v1/recordings",
            .operatorOnly,
            "Begin to record what a person shows.",
            body: .json(.named("StartRecording")),
            success: .created("RecordingSummary")
        ) { request in
            let start = try request.value(StartRecording.self)
            return try .value(try await request.control.startRecording(start, by: request.principal))
        },
        Route(
            .get,
            "/v1/recordings/{slug}",
            .operatorOnly,
            "One recording with its raw lines.",
            success: .ok("RecordingDetail")
        ) { request in
            let slug = try request.slug()
            return try .value(try await request.control.recording(slug))
        },
        Route(
            .get,
            "/v1/recordings/{slug}/steps",
            .operatorOnly,
            "The steps of a recording so far, as the skill will have them.",
            success: .ok("TaughtSteps")
        ) { request in
            let slug = try request.slug()
            return try .value(try await request.control.taughtSteps(slug))
        },
        Route(
            .post,
            "/v1/recordings/{slug}/edits",
            .operatorOnly,
            "Change the steps of a recording that goes on, or pause it.",
            body: .json(.named("EditRecording")),
            success: .ok("TaughtSteps")
        ) { request in
            let slug = try request.slug()
            let edit = try request.value(EditRecording.self)
            return try .value(try await request.control.editRecording(slug, edit, by: request.principal))
        },
        Route(
            .post,
            "/v1/recordings/{slug}/picks",
            .operatorOnly,
            "Let the person point at an element of the page, and add a step that looks at it.",
            body: .json(.named("PickElement")),
            success: .ok("TaughtSteps")
        ) { request in
            let slug = try request.slug()
            let pick = try request.value(PickElement.self)
            return try .value(try await request.control.pickElement(slug, pick, by: request.principal))
        },
        Route(
            .post,
            "/v1/recordings/{slug}/stop",
            .operatorOnly,
            "End a recording and compile it into a pending skill.",
            success: .ok("StoppedRecording")
        ) { request in
            let slug = try request.slug()
            return try .value(try await request.control.stopRecording(slug, by: request.principal))
        },
        Route(
            .post,
            "/v1/recordings/{slug}/sign-in",
            .operatorOnly,
            "Answer a server that asks for a user and a password.",
            body: .json(.named("SignIn")),
            success: .ok("RecordingSummary")
        ) { request in
            let slug = try request.slug()
            let answer = try request.value(SignIn.self)
            return try .value(try await request.control.signIn(slug, answer, by: request.principal))
        },
        Route(
            .post,
            "/v1/recordings/{slug}/dialog",
            .operatorOnly,
            "Answer the dialog that a page has opened.",
            body: .json(.named("AnswerDialog")),
            success: .ok("RecordingSummary")
        ) { request in
            let slug = try request.slug()
            let answer = try request.value(AnswerDialog.self)
            return try .value(try await request.control.answerDialog(slug, answer, by: request.principal))
        },
        Route(
            .get,
            "/v1/recordings/{slug}/pictures/{number}",
            .operatorOnly,
            "What was on the screen while a task was shown, as JPEG, without secrets.",
            success: RouteSuccess(status: .ok, content: .picture, summary: "The picture.")
        ) { request in
            let slug = try request.slug()
            guard let number = Int(try request.parameter("number")), number >= 0 else {
                throw RouteRequest.invalid("number", "must be a whole number")
            }
            return .picture(try await request.control.recordingPicture(slug, number))
        },
    ]
}
