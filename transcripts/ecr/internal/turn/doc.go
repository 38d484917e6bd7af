// Package turn follows who asked and who answers on a line on which one thing
// happens at a time. Its door is [Turns]: it names the turn to which a message
// belongs, and knows a frame that is only sent once more from a new one.
package turn
