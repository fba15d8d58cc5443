// SPDX-License-Identifier: Apache-2.0
// Written by protocol-generator from protocol.json and subset.txt: change those, not this file.
// swift-format-ignore-file
public import Vocabulary

/// The [Runtime](https://chromedevtools.github.io/devtools-protocol/tot/Runtime) domain.
public enum Runtime {
    /// [Runtime.enable](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-enable)
    public struct Enable: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Runtime.enable"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Runtime.evaluate](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-evaluate)
    public struct Evaluate: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Runtime.evaluate"
        /// `expression`
        public var expression: String
        /// `returnByValue`
        public var returnByValue: Bool?
        /// `awaitPromise`
        public var awaitPromise: Bool?
        /// `uniqueContextId`
        public var uniqueContextId: String?

        /// Takes the values as they go on the wire.
        public init(
            expression: String,
            returnByValue: Bool? = nil,
            awaitPromise: Bool? = nil,
            uniqueContextId: String? = nil
        ) {
            self.expression = expression
            self.returnByValue = returnByValue
            self.awaitPromise = awaitPromise
            self.uniqueContextId = uniqueContextId
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `result`
            public let result: Runtime.RemoteObject
            /// `exceptionDetails`
            public let exceptionDetails: Runtime.ExceptionDetails?
        }
    }

    /// [Runtime.callFunctionOn](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-callFunctionOn)
    public struct CallFunctionOn: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Runtime.callFunctionOn"
        /// `functionDeclaration`
        public var functionDeclaration: String
        /// `arguments`
        public var arguments: [Runtime.CallArgument]?
        /// `returnByValue`
        public var returnByValue: Bool?
        /// `awaitPromise`
        public var awaitPromise: Bool?
        /// `uniqueContextId`
        public var uniqueContextId: String?

        /// Takes the values as they go on the wire.
        public init(
            functionDeclaration: String,
            arguments: [Runtime.CallArgument]? = nil,
            returnByValue: Bool? = nil,
            awaitPromise: Bool? = nil,
            uniqueContextId: String? = nil
        ) {
            self.functionDeclaration = functionDeclaration
            self.arguments = arguments
            self.returnByValue = returnByValue
            self.awaitPromise = awaitPromise
            self.uniqueContextId = uniqueContextId
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
            /// `result`
            public let result: Runtime.RemoteObject
            /// `exceptionDetails`
            public let exceptionDetails: Runtime.ExceptionDetails?
        }
    }

    /// [Runtime.addBinding](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-addBinding)
    public struct AddBinding: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Runtime.addBinding"
        /// `name`
        public var name: String
        /// `executionContextName`
        public var executionContextName: String?

        /// Takes the values as they go on the wire.
        public init(name: String, executionContextName: String? = nil) {
            self.name = name
            self.executionContextName = executionContextName
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Runtime.removeBinding](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-removeBinding)
    public struct RemoveBinding: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Runtime.removeBinding"
        /// `name`
        public var name: String

        /// Takes the values as they go on the wire.
        public init(name: String) {
            self.name = name
        }

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Runtime.runIfWaitingForDebugger](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-runIfWaitingForDebugger)
    public struct RunIfWaitingForDebugger: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Runtime.runIfWaitingForDebugger"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Runtime.terminateExecution](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-terminateExecution)
    public struct TerminateExecution: CDPCommand {
        /// The method's name on the wire.
        public static let method = "Runtime.terminateExecution"

        /// Takes the values as they go on the wire.
        public init() {}

        /// What comes back.
        public struct Reply: Decodable, Sendable {
        }
    }

    /// [Runtime.executionContextCreated](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#event-executionContextCreated)
    public struct ExecutionContextCreated: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Runtime.executionContextCreated"
        /// `context`
        public let context: Runtime.ExecutionContextDescription
    }

    /// [Runtime.executionContextsCleared](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#event-executionContextsCleared)
    public struct ExecutionContextsCleared: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Runtime.executionContextsCleared"
    }

    /// [Runtime.bindingCalled](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#event-bindingCalled)
    public struct BindingCalled: CDPEventParameters {
        /// The event's name on the wire.
        public static let method = "Runtime.bindingCalled"
        /// `name`
        public let name: String
        /// `payload`
        public let payload: String
        /// `executionContextId`
        public let executionContextId: Int
    }

    /// [Runtime.ExecutionContextDescription](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#type-ExecutionContextDescription)
    public struct ExecutionContextDescription: Codable, Sendable {
        /// `id`
        public var id: Int
        /// `name`
        public var name: String
        /// `uniqueId`
        public var uniqueId: String
        /// `auxData`
        public var auxData: JSONValue?

        /// Takes the values as they go on the wire.
        public init(id: Int, name: String, uniqueId: String, auxData: JSONValue? = nil) {
            self.id = id
            self.name = name
            self.uniqueId = uniqueId
            self.auxData = auxData
        }
    }

    /// [Runtime.RemoteObject](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#type-RemoteObject)
    public struct RemoteObject: Codable, Sendable {
        /// `type`
        public var type: String
        /// `className`
        public var className: String?
        /// `value`
        public var value: JSONValue?

        /// Takes the values as they go on the wire.
        public init(type: String, className: String? = nil, value: JSONValue? = nil) {
            self.type = type
            self.className = className
            self.value = value
        }
    }

    /// [Runtime.CallArgument](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#type-CallArgument)
    public struct CallArgument: Codable, Sendable {
        /// `value`
        public var value: JSONValue?

        /// Takes the values as they go on the wire.
        public init(value: JSONValue? = nil) {
            self.value = value
        }
    }

    /// [Runtime.ExceptionDetails](https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#type-ExceptionDetails)
    public struct ExceptionDetails: Codable, Sendable {
        /// `text`
        public var text: String
        /// `lineNumber`
        public var lineNumber: Int
        /// `columnNumber`
        public var columnNumber: Int
        /// `exception`
        public var exception: Runtime.RemoteObject?

        /// Takes the values as they go on the wire.
        public init(text: String, lineNumber: Int, columnNumber: Int, exception: Runtime.RemoteObject? = nil) {
            self.text = text
            self.lineNumber = lineNumber
            self.columnNumber = columnNumber
            self.exception = exception
        }
    }
}
