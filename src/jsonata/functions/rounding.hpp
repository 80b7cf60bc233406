// Rounding to even, decimally, as $round does it.
#pragma once

namespace spotdrill::jsonata {

/// `number` to `precision` digits behind the point; a negative one rounds before it.
double round_to_even(double number, int precision = 0);

}  // namespace spotdrill::jsonata
