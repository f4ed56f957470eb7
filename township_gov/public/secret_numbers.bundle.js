// The page of full numbers on both desks.

import { SecretNumbers } from "./js/secret_numbers.js";

if (!customElements.get("secret-numbers")) customElements.define("secret-numbers", SecretNumbers);
