// Debian has Boost.URL's headers with Boost, and its library apart: this file compiles the part of it that is used
// here.
#include <boost/url/src.hpp>
