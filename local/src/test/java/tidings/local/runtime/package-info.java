/** Functions as Lambda runs them: processes under AWS' runtime interface client. */
package tidings.local.runtime;
