// SPDX-License-Identifier: Apache-2.0
public import Vocabulary

/// What a step can do: a closed set.
///
/// None of them runs code.
public enum Action: Sendable, Hashable {
    /// Load an address of a site.
    case open(SiteAddress)
    /// Go back in the tab's history.
    case back
    /// Go forward in it.
    case forward
    /// Load the same address again.
    case reload
    /// Close the tab.
    case closeTab
    /// Click an element.
    case click(TargetName)
    /// Click an element twice in a row.
    case doubleClick(TargetName)
    /// Click an element with the other button.
    case rightClick(TargetName)
    /// Click an element with the middle button: a link opens in another tab.
    case middleClick(TargetName)
    /// Click an element with keys held down: a page may add to what is chosen, or choose all between.
    case heldClick(TargetName, KeyChord.Modifiers)
    /// Replace what a field holds.
    case fill(TargetName, TextTemplate)
    /// Write on in a field, where the cursor is: after a key that an editor made something of.
    case append(TargetName, TextTemplate)
    /// Press a key, at an element or wherever the focus is.
    case press(TargetName?, KeyChord)
    /// Choose options of a list by their labels: exactly these, so that none means that nothing is chosen.
    case choose(TargetName, [TextTemplate])
    /// Click a place of an element.
    case clickAt(PlacedClick)
    /// Turn the wheel over an element.
    case wheel(WheelTurn)
    /// Let the pointer rest on an element.
    case hover(TargetName)
    /// Scroll an element, or the page, to its end or its start, or until what the step causes is there.
    case scroll(TargetName?, ScrollEnd)
    /// Take an element somewhere and let it go.
    case drag(Drag)
    /// Give files to a field, or to what opens a chooser of files: exactly these.
    case upload(TargetName, [TextTemplate])
    /// Make a box checked.
    case check(TargetName)
    /// Make a box unchecked.
    case uncheck(TargetName)
    /// Stop unless a condition holds in time.
    case expect(Condition)
    /// Wait for a condition.
    case waitFor(Condition)
    /// Keep what an element shows.
    case extract(TargetName, into: String)
    /// Ask a person.
    case ask(Ask)
}
