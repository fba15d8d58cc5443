// SPDX-License-Identifier: Apache-2.0
import Testing

/// What only a real browser can show; one browser a test, one test at a time.
@Suite(.serialized, .enabled(if: TestBrowser.isInstalled, "needs Debian's chromium-headless-shell"))
enum Live {}
