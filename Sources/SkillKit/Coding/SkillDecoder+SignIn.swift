// SPDX-License-Identifier: Apache-2.0

/// What steps say of servers that ask who is there.
extension SkillDecoder {
    mutating func signIn(_ node: YAMLNode) -> ExpectedSignIn? {
        guard let reader = MappingReader(node, what: "'sign_in'", known: ["user", "password"], findings: &findings),
            let user = reader.required("user", &findings).flatMap({ template($0) }),
            let password = reader.required("password", &findings),
            let secret = template(password)
        else { return nil }
        if case .reference(.secret(let name))? = secret.parts.first, secret.parts.count == 1 {
            return ExpectedSignIn(user: user, secret: name)
        }
        findings.error("S062", password.position, "A password is a secret, alone", "Write '{{ secrets.NAME }}'")
        return nil
    }
}
